"""Posts that the parts of a page link to: whether they may be read is asked at once for all."""

from collections.abc import Iterable
from typing import Any

import swapper
from wagtail.models import Site

from wagtail_therapy.blog.models import Category
from wagtail_therapy.content.caching import cached

from . import querysets
from .categories import CategoryTree

REMEMBERED = "_wagtail_therapy_blog_links"


class Links:
    """The posts of one language that one page links to, as rows of the base page.

    What is wanted before the first is asked for costs nothing more.
    """

    def __init__(self, locale_id: int):
        self.locale_id = locale_id
        self.wanted: set[int] = set()
        self.found: dict[int, Any] = {}

    @classmethod
    def of(cls, request: Any, locale_id: int) -> "Links":
        """Return those of the request; without one, links of their own."""
        if request is None:
            return cls(locale_id)
        known = request.__dict__.setdefault(REMEMBERED, {})
        return known.setdefault(locale_id, cls(locale_id))

    def want(self, keys: Iterable[int]) -> None:
        self.wanted.update(keys)

    def readable(self, keys: Iterable[int]) -> list[Any]:
        """Return the posts of these keys that a stranger may read, in this order."""
        keys = list(keys)
        if unknown := self.wanted.union(keys).difference(self.found):
            pages = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=unknown)
            readable = querysets.linked(querysets.readable(pages, self.locale_id).order_by())
            self.found |= dict.fromkeys(unknown) | {post.pk: post for post in readable}
        return [post for key in keys if (post := self.found[key])]


def newest(
    site: Any, locale_id: int, number: int, category: Any = None, request: Any = None
) -> list[int]:
    """Return the keys of the newest posts of a site, of all or of one category."""
    key = ("newest", site.pk, locale_id, category and category.pk, number)
    return cached(key, lambda: _find_newest(site, locale_id, number, category), request)


def _find_newest(site: Site, locale_id: int, number: int, category: Category | None) -> list[int]:
    found = querysets.listed_on(site, locale_id)
    if category:
        tree = CategoryTree.of_locale(category.locale_id)
        found = querysets.in_categories(found, tree.with_descendants(category))
    return list(found.values_list("pk", flat=True)[:number])
