"""The URL where a monitor asks whether emails are being sent.

Everyone else gets a 404, and so doesn't even learn that it exists.
"""

import secrets

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.conf import conf

from .. import client_network
from ..personal_data import error_reports
from . import health

METHODS = ["GET", "HEAD"]


# While the database is down, ATOMIC_REQUESTS would answer 500 and hide what is wrong.
@transaction.non_atomic_requests
@csrf_exempt
def health_view(request: HttpRequest) -> HttpResponse:
    """Answer 200, or 503 if something is wrong, to those who may ask. Changes nothing."""
    error_reports.hide_visitor(request)
    if not (_has_token(request) or client_network.is_internal(request.META)):
        raise Http404
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    found = health.check_health()
    response = JsonResponse(found.as_dict(), status=200 if found.is_well else 503)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@sensitive_variables()
def _has_token(request: HttpRequest) -> bool:
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    known = conf.health_token
    if not known or scheme.lower() != "bearer":
        return False
    return secrets.compare_digest(given.strip().encode(), known.encode())
