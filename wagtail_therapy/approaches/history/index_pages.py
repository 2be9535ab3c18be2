"""The list that each approach is in: its history belongs to that list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import swapper

from wagtail_therapy.content.visibility import as_specific, exclude_private


@dataclass(frozen=True)
class ListedPage:
    """A page that a stranger may read, and the key of its parent."""

    page: Any
    parent_pk: Any


def listed_pages(pks: Iterable[Any]) -> list[ListedPage]:
    """Return the pages that are live and public, with their parents, in a few queries for all.

    Reads them from the database: a page in memory may have been moved since it was read.
    """
    live = _pages().filter(pk__in=list(pks), live=True)
    pages = as_specific(exclude_private(live), lambda found: found.only("path", "locale"))
    parents = _pages().filter(path__in={_parent_path(page) for page in pages})
    found = dict(parents.order_by().values_list("path", "pk"))
    return [ListedPage(page, found[_parent_path(page)]) for page in pages]


def _parent_path(page: Any) -> str:
    return page.path[: -page.steplen]


def _pages() -> Any:
    return swapper.load_model("wagtailcore", "Page").objects.all()
