"""An hour without visitors, and a cache that lost everything, for the process that is asked."""

from datetime import UTC, datetime, timedelta
from functools import cache

import time_machine
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

HOUR = timedelta(hours=1)


@csrf_exempt
@require_POST
def pass_by(request: HttpRequest) -> HttpResponse:
    """Set the clock of this process one hour ahead, and let its connection be as old."""
    clock().shift(HOUR)
    if connection.close_at is not None:
        # It counts by another clock. Django closes it when this request ends.
        connection.close_at -= HOUR.total_seconds()
    return HttpResponse("It is an hour later.")


@csrf_exempt
@require_POST
def empty_caches(request: HttpRequest) -> HttpResponse:
    for one in caches.all():
        one.clear()
    return HttpResponse("The caches are empty.")


@cache
def clock() -> time_machine.Traveller:
    """Return the clock of this process, which runs on from now."""
    return time_machine.travel(datetime.now(UTC), tick=True).start()
