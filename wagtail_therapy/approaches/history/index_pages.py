"""Where readers are told what an approach claims: the list that its page is in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import swapper

from wagtail_therapy.content.visibility import _as_specific, exclude_private


@dataclass(frozen=True)
class Place:
    """A page that a stranger may read, and the page that it is below."""

    page: Any
    parent_pk: Any


def places_of(pks: Iterable[Any]) -> list[Place]:
    """Return where those of the pages are that are live and in public, in a few queries for all.

    The database says so, and not a page in memory: it may have been moved since it was read.
    """
    live = _pages().filter(pk__in=list(pks), live=True)
    pages = _as_specific(exclude_private(live), lambda found: found.only("path", "locale"))
    parents = _pages().filter(path__in={_above(page) for page in pages})
    found = dict(parents.order_by().values_list("path", "pk"))
    return [Place(page, found[_above(page)]) for page in pages]


def _above(page: Any) -> str:
    return page.path[: -page.steplen]


def _pages() -> Any:
    return swapper.load_model("wagtailcore", "Page").objects.all()
