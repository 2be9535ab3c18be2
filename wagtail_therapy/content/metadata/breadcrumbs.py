"""Breadcrumbs from the home page to a page."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from wagtail.models import PageViewRestriction

from wagtail_therapy.content.caching import cached, request_key


class Crumb(NamedTuple):
    name: str
    url: str


def breadcrumbs(page: Any, request: Any) -> list[Crumb]:
    """Return the public pages above a page, and the page itself.

    In a private section, only the pages above the section. The pages above are the same for all
    siblings and cached, so this takes one query at most.
    """
    key = ("crumbs", page.path[: -page.steplen], *request_key(request))
    above = cached(key, lambda: _crumbs(_public_ancestors(page), request), request)
    return [*above, *_crumbs([page], request)]


def _public_ancestors(page: Any) -> Iterator[Any]:
    restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    ancestors = page.get_ancestors().live().annotate(is_private=Exists(restrictions))
    ancestors = ancestors.only("title", "url_path", "locale", "content_type")
    return takewhile(lambda one: not one.is_private, ancestors)


def _crumbs(pages: Iterable[Any], request: HttpRequest) -> list[Crumb]:
    crumbs = ((one.title, one.get_full_url(request)) for one in pages)
    # The root of the tree has no URL, and neither have pages outside all sites.
    return [Crumb(title, url) for title, url in crumbs if url]
