"""Links to the pages of concerns, from a list of approaches and from pages elsewhere."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.approaches.concerns.pages import shown_concerns
from wagtail_therapy.approaches.mixins.concern_pages import ConcernPagesMixin
from wagtail_therapy.content.caching import cached, request_key
from wagtail_therapy.content.translations import in_locale
from wagtail_therapy.content.visibility import public_pages, site_pages, specific_without_bodies


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
        site = Site.find_for_request(request) or page.get_site()
        index = _index_on(site, page.locale_id) if concerns and site else None
        return links_below(index, concerns, request) if index else []

    return cached(("concern links", page.pk), build, request) if page.pk else build()


def links_of_site(
    request: HttpRequest | None, locale_id: int, chosen: Iterable[Any] = ()
) -> list[ConcernLink]:
    """Return links to the chosen concerns, or else to all that have something on their page.

    None if the request's site has no public list of approaches in the language.
    """
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    chosen = [one for one in chosen if one]
    key = ("concern links of a site", locale_id, *(one.pk for one in chosen))
    return cached(
        (*key, *request_key(request)),
        lambda: _find_links(site, locale_id, chosen, request),
        request,
    )


def _find_links(
    site: Site, locale_id: int, chosen: list[Any], request: HttpRequest
) -> list[ConcernLink]:
    index = _index_on(site, locale_id)
    if index is None:
        return []
    if chosen:
        found = in_locale(chosen, locale_id)
    else:
        approaches = specific_without_bodies(index.get_approaches())
        found = shown_concerns(approaches, site, locale_id)
    return links_below(index, found, request)


def _index_on(site: Site, locale_id: int) -> Any:
    """Return the first public list of approaches of a site in a language, or None."""
    models = [model for model in apps.get_models() if issubclass(model, ConcernPagesMixin)]
    found = public_pages(site_pages(site, locale_id), models, locale_id)
    index = found.order_by("path").first()
    return index and index.specific_deferred
