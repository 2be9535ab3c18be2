"""The way from the home page to a page."""

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
    """Return the pages above it that a stranger may read, and the page itself.

    A page in a private part of the site has only those above that part. What is above is the same
    for all pages beside this one, and kept: one query at most.
    """
    what = ("crumbs", page.path[: -page.steplen], *request_key(request))
    above = cached(what, lambda: _crumbs(_public_ancestors(page), request), request)
    return [*above, *_crumbs([page], request)]


def _public_ancestors(page: Any) -> Iterator[Any]:
    restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    ancestors = page.get_ancestors().live().annotate(is_private=Exists(restrictions))
    ancestors = ancestors.only("title", "url_path", "locale", "content_type")
    return takewhile(lambda one: not one.is_private, ancestors)


def _crumbs(pages: Iterable[Any], request: HttpRequest) -> list[Crumb]:
    crumbs = ((one.title, one.get_full_url(request)) for one in pages)
    # The root of the tree has no address, nor has what lies outside of all sites.
    return [Crumb(title, url) for title, url in crumbs if url]
