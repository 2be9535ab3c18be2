"""What the newsletter's public pages share: no caches, no referrers, no names in error reports."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_variables

from ..personal_data import error_reports

METHODS = ["GET", "HEAD", "POST"]

View = Callable[..., HttpResponse]


def uncached_page(view: View) -> View:
    """Keep a page out of caches, and its address out of the next site's log."""

    @wraps(view)
    @sensitive_variables()
    def wrapped(request: HttpRequest, token: str = "") -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        error_reports.hide_visitor(request)
        try:
            response = view(request, *filter(None, [token]))
        except Exception as error:
            error_reports.remove_addresses(error)
            raise
        finally:
            error_reports.hide_token(request, token)
        add_never_cache_headers(response)
        if request.method == "POST":
            # With "no-store", Back shows an error of the browser in place of this page.
            response.headers["Cache-Control"] = "private, max-age=0"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    # Not Django's decorator, whose own variables would hold the token.
    vars(wrapped)["csrf_exempt"] = True
    return wrapped


def private_page(view: View) -> View:
    """Keep a page out of search engines, too, and hide its URL, which belongs to one reader."""

    @uncached_page
    @wraps(view)
    @sensitive_variables()
    def wrapped(request: HttpRequest, *args: Any) -> HttpResponse:
        response = view(request, *args)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped
