"""Where readers are told what an approach claims: the list that its page is in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import swapper
from django.db import connection

from wagtail_therapy.content.privacy import without_private
from wagtail_therapy.content.public_pages import as_they_are


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
    pages = as_they_are(without_private(live), lambda found: found.only("path", "locale"))
    parents = _pages().filter(path__in={_above(page) for page in pages})
    found = dict(parents.order_by().values_list("path", "pk"))
    return [Place(page, found[_above(page)]) for page in pages]


def lock(pks: Iterable[Any]) -> list[Any]:
    """Keep the pages as they are until the transaction ends; return the keys of those there are.

    In one order, and before any guideline: two who lock the same ones then never wait for each
    other.
    """
    rows = _pages().filter(pk__in=list(pks)).order_by("pk")
    # Rows that refer to a page may still be written, where the database knows the difference.
    no_key = connection.features.has_select_for_no_key_update
    return list(rows.select_for_update(no_key=no_key).values_list("pk", flat=True))


def _above(page: Any) -> str:
    return page.path[: -page.steplen]


def _pages() -> Any:
    return swapper.load_model("wagtailcore", "Page").objects.all()
