"""Makes pages of some items to look at. They are never stored."""

from typing import Any, BinaryIO

from .models import WordPressImport


def page_of(stored: WordPressImport, file: BinaryIO, number: int) -> Any:
    """Return the page that an item will be, by its place in the export; None: there is none."""
    return None
