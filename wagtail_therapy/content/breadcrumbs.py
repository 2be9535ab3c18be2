"""The way from the home page to a page."""

from itertools import takewhile
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from wagtail.models import PageViewRestriction


class Crumb(NamedTuple):
    name: str
    url: str


def breadcrumbs(page: Any, request: Any) -> list[Crumb]:
    """Return the pages above it that a stranger may read, and the page itself; one query.

    A page in a private part of the site has only those above that part.
    """
    restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    ancestors = page.get_ancestors().live().annotate(is_private=Exists(restrictions))
    ancestors = ancestors.only("title", "url_path", "locale", "content_type")
    public = [*takewhile(lambda one: not one.is_private, ancestors), page]
    crumbs = ((one.title, one.get_full_url(request)) for one in public)
    # The root of the tree has no address, nor has what lies outside of all sites.
    return [Crumb(title, url) for title, url in crumbs if url]
