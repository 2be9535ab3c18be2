"""Why readers left, as far as they said so."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Sum
from wagtail.models import Site

from .. import clock
from ..models import LeavingReason

YEAR = timedelta(days=365)


def in_last_year(sites: Iterable[Site]) -> list[tuple[Any, int]]:
    """Return how often each reason was given on these sites, the most frequent first."""
    since = (clock.now() - YEAR).date().replace(day=1)
    given = LeavingReason.objects.filter(
        site__in=[site.pk for site in sites], month__gte=since, number__gt=0
    )
    totals = given.values_list("reason").annotate(total=Sum("number")).order_by("-total", "reason")
    labels = dict(LeavingReason.Reason.choices)
    return [(labels[reason], total) for reason, total in totals]
