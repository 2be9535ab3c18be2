"""Redirects addresses of the old site that Wagtail's own redirects don't have."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from wagtail_therapy.content.page_cache.headers import add_private_headers

from . import lookup, queries

READING = {"GET", "HEAD"}


class OldAddressMiddleware:
    """Write it as the last line of ``MIDDLEWARE``.

    A page that is found costs no query, unless its address has a query that WordPress knows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        is_asked = not queries.NAMES.isdisjoint(request.GET)
        url = lookup.for_query(request) if is_asked else None
        return redirect(url) if url else self._found(request)

    def _found(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        url = lookup.for_missing(request) if response.status_code == 404 else None
        return redirect(url) if url else response


def redirect(url: str) -> HttpResponse:
    """Return a permanent redirect that browsers don't cache: a page may move back one day.

    A search for what a visitor typed stays private, as the page that it leads to.
    """
    response = HttpResponsePermanentRedirect(url)
    patch_cache_control(response, no_cache=True)
    return add_private_headers(response) if urlsplit(url).query else response
