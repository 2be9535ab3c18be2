"""Rows that an editor adds to a page, such as its authors."""

from collections.abc import Iterable
from typing import Any


def sort_rows(rows: Iterable[Any]) -> list[Any]:
    """Return rows of a page in the editor's order, or in the order in which they were added.

    Without an order, PostgreSQL may return them in any.
    """
    return sorted(rows, key=_place)


def _place(row: Any) -> tuple[bool, int, bool, int]:
    place = getattr(row, "sort_order", None)
    return place is None, place or 0, row.pk is None, row.pk or 0
