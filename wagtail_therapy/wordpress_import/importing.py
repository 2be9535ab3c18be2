"""Makes pages of an export."""

from collections.abc import Callable
from typing import BinaryIO

from .models import WordPressImport
from .reports import Report

# Called with how many items are done, and how many there are.
Progress = Callable[[int, int], None]


def preview(run: WordPressImport, file: BinaryIO, progress: Progress | None = None) -> Report:
    """Return the report that an import would have. Nothing is stored.

    Raises UnreadableExportError.
    """
    raise NotImplementedError


def go_on(
    run: WordPressImport,
    file: BinaryIO,
    deadline: float | None = None,
    progress: Progress | None = None,
) -> bool:
    """Import what isn't imported yet; return whether more is left to do at the deadline.

    ``deadline`` is of ``time.monotonic()``. After a break, call it again with the same run. An item
    that fails is reported, and doesn't stop the others. Nothing is mailed, and no one is told.

    Raises UnreadableExportError.
    """
    raise NotImplementedError


def run_whole(run: WordPressImport, file: BinaryIO, progress: Progress | None = None) -> None:
    """Import all of a file."""
    while go_on(run, file, progress=progress):
        pass
