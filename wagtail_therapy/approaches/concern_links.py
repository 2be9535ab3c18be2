"""Links to the pages of concerns, from a list of approaches and from pages elsewhere."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.approaches.mixins.concern_pages import ConcernPagesMixin
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.visibility import public_pages, site_pages


class ConcernLink(NamedTuple):
    name: str
    url: str


def links_below(index: Any, concerns: Iterable[Any], request: HttpRequest) -> list[ConcernLink]:
    """Return links to the pages that concerns of its language have below a list of approaches."""
    address = index.get_url(request)
    own = (one for one in concerns if one.locale_id == index.locale_id)
    links = (ConcernLink(one.name, index.concern_url_below(address, one)) for one in own)
    return [link for link in links if link.url]


def links_of_page(page: Any, request: HttpRequest) -> list[ConcernLink]:
    """Return links to the concerns of a page. None if its site has no public list of approaches."""

    def build() -> list[ConcernLink]:
        concerns = page.get_concerns()
        index = _index_for(page, request) if concerns else None
        return links_below(index, concerns, request) if index else []

    return cached(("concern links", page.pk), build, request) if page.pk else build()


def _index_for(page: Any, request: HttpRequest) -> Any:
    """Return the first public list of approaches in the site and language of a page, or None."""
    site = Site.find_for_request(request) or page.get_site()
    if site is None:
        return None
    models = [model for model in apps.get_models() if issubclass(model, ConcernPagesMixin)]
    found = public_pages(site_pages(site, page.locale_id), models, page.locale_id)
    index = found.order_by("path").first()
    return index and index.specific_deferred
