from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import swapper
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.authors.mixins import TeamPageMixin
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached, request_key
from wagtail_therapy.content.metadata.publisher import root_url
from wagtail_therapy.content.visibility import exclude_private_among_few

CACHE_ATTRIBUTE = "_wagtail_therapy_profiles"


def profile_url(author: Author, request: HttpRequest | None) -> str:
    """Return the URL of the author's profile on the request's site, or "" without one.

    It is below the first public team page in the author's locale. All calls during one request
    take one query.
    """
    if request is None or not author.pk or not author.live:
        return ""
    known = _cached_urls(request)
    if author.pk not in known.addresses:
        key = ("profile", author.pk, author.slug, author.locale_id, *request_key(request))
        known.addresses[author.pk] = cached(key, lambda: known.find_url(author, request), request)
    return known.addresses[author.pk]


def full_profile_url(author: Author, request: HttpRequest) -> str:
    """Return the absolute URL of the author's profile, or "" without one."""
    address = profile_url(author, request)
    return urljoin(root_url(request), address) if address else ""


@dataclass
class _ProfileURLs:
    """The team pages by locale and the URLs by author of one request."""

    addresses: dict[int, str] = field(default_factory=dict)
    pages: dict[int, Any] | None = None

    def find_url(self, author: Author, request: HttpRequest) -> str:
        if self.pages is None:
            self.pages = _find_team_pages(request)
        team = self.pages.get(author.locale_id)
        return team.get_profile_url(author, request) if team else ""


def _cached_urls(request: HttpRequest) -> _ProfileURLs:
    if not hasattr(request, CACHE_ATTRIBUTE):
        setattr(request, CACHE_ATTRIBUTE, _ProfileURLs())
    return getattr(request, CACHE_ATTRIBUTE)


def _find_team_pages(request: HttpRequest) -> dict[int, Any]:
    site = Site.find_for_request(request)
    pages = _readable_team_pages() if site else []
    here = [page for page in pages if _site_id(page, request) == site.pk]
    # The first of a locale wins.
    return {page.locale_id: page.specific_deferred for page in reversed(here)}


def _site_id(page: Any, request: HttpRequest) -> int | None:
    parts = page.get_url_parts(request)
    return parts and parts[0]


def _readable_team_pages() -> QuerySet:
    page_model = swapper.load_model("wagtailcore", "Page")
    pages = page_model.objects.type(TeamPageMixin).live().order_by("depth", "path")
    return exclude_private_among_few(pages)
