"""Keeps whole pages, and shows them again without asking Wagtail."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from wagtail_therapy.content import caching

from . import kept_pages, policy
from .headers import add_cache_headers, add_vary

GENERATION = "_therapy_page_cache_generation"


class PageCacheMiddleware:
    """Write it in ``MIDDLEWARE`` above Django's sessions.

    A page that is kept takes one query, which asks whether anything has changed since. So a change
    shows at once in all processes, and nothing has to be purged.

    Only Wagtail's pages are kept, and only what visitors without cookies are all shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_anyone = policy.is_anyone(request)
        if is_anyone and policy.has_kept_address(request):
            # Before anything is read for the page: if it changes meanwhile, this copy is outdated.
            setattr(request, GENERATION, _generation(request))
        response = self.get_response(request)
        if kept_pages.was_found(request):
            response = kept_pages.as_kept(request, response)
        elif policy.is_of_page(request):
            response = self._keep(request, response, is_anyone)
        else:
            return response
        add_vary(request, response)
        return response

    def _keep(self, request: HttpRequest, response: HttpResponse, is_anyone: bool) -> HttpResponse:
        """Keep the page if it may be kept."""
        is_shared = is_anyone and policy.is_shared(request, response)
        may_be_kept = is_shared and policy.may_be_kept(request, response)
        add_cache_headers(response, is_shared=is_shared)
        if may_be_kept and kept_pages.was_missed(request) and request.method == "GET":
            return kept_pages.keep(request, response, getattr(request, GENERATION))
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Return the page if it is kept. All other middleware has let the visitor in by now.

        Wagtail's previews don't come here: they call no view.
        """
        generation = getattr(request, GENERATION, "")
        if not generation or not policy.is_of_page(request):
            return None
        return kept_pages.find(request, generation)


def _generation(request: HttpRequest) -> str:
    try:
        return caching.generation(request)
    except DatabaseError:
        # A view that needs no database, such as one for monitoring, still answers.
        return ""
