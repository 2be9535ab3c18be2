"""The posts that a page links to, checked in one query for all parts of the page."""

from collections.abc import Iterable
from typing import Any

import swapper
from wagtail.models import Site

from wagtail_therapy.blog.models import Category
from wagtail_therapy.content.caching import cached

from .. import querysets
from ..categories import CategoryTree

CACHE_ATTRIBUTE = "_wagtail_therapy_blog_links"


class LinkedPosts:
    """The posts in one language that one page links to, as rows of the base page.

    Add ids before the first call of ``public()``, so that one query fetches them all.
    """

    def __init__(self, locale_id: int):
        self.locale_id = locale_id
        self.wanted: set[int] = set()
        self.found: dict[int, Any] = {}

    @classmethod
    def for_request(cls, request: Any, locale_id: int) -> "LinkedPosts":
        """Return the object that all parts of the request's page share. None: return a new one."""
        if request is None:
            return cls(locale_id)
        known = request.__dict__.setdefault(CACHE_ATTRIBUTE, {})
        return known.setdefault(locale_id, cls(locale_id))

    def add(self, keys: Iterable[int]) -> None:
        self.wanted.update(keys)

    def public(self, keys: Iterable[int]) -> list[Any]:
        """Return the public posts with these ids, in this order."""
        keys = list(keys)
        if unknown := self.wanted.union(keys).difference(self.found):
            pages = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=unknown)
            readable = querysets.only_link_fields(
                querysets.public_posts(pages, self.locale_id).order_by()
            )
            self.found |= dict.fromkeys(unknown) | {post.pk: post for post in readable}
        return [post for key in keys if (post := self.found[key])]


def newest_post_ids(
    site: Any, locale_id: int, number: int, category: Any = None, request: Any = None
) -> list[int]:
    """Return the ids of a site's newest posts, of all or of one category."""
    key = ("newest", site.pk, locale_id, category and category.pk, number)
    return cached(key, lambda: _find_newest(site, locale_id, number, category), request)


def _find_newest(site: Site, locale_id: int, number: int, category: Category | None) -> list[int]:
    found = querysets.listed_posts_on(site, locale_id)
    if category:
        tree = CategoryTree.of_locale(category.locale_id)
        found = querysets.in_categories(found, tree.with_descendants(category))
    return [one.pk for one in querysets.newest(found.only("first_published_at"), 0, number)]
