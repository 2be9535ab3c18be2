"""Takes up an import, or a dry run, where it was left."""

import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import IO, BinaryIO

from django.views.decorators.debug import sensitive_variables

from .models import WordPressImport
from .planning.decisions import decide
from .planning.jobs import Job, job_of
from .planning.outlines import Entry, items_of
from .planning.planned import reserve, reserve_slug
from .reporting import report_words
from .reporting.report_words import Outcome
from .wxr.errors import Reason, UnreadableExportError
from .wxr.records import Item

Work = Iterator[tuple[Entry, Item | None]]

# From when it began to look through the file: web servers and proxies give up after 30.
LONGEST_SLICE = 20


def resumed(
    run: WordPressImport,
    file: BinaryIO,
    deadline: float | None,
    uploads: IO[bytes] | None,
    *,
    is_dry: bool = False,
) -> tuple[Job, Work, float | None]:
    """Return a job, what is left of its work, and the deadline, extended by the time this took."""
    begun = time.monotonic()
    job = job_of(run, file, uploads, is_dry=is_dry)
    work = work_of(job, file)
    done = islice(work, run.items_done)
    _reserve(job, done)
    return job, work, deadline and _extended(deadline, begun)


def work_of(job: Job, file: BinaryIO) -> Work:
    """Yield what the file has, with its contents unless nothing has to be made of any.

    Raises UnreadableExportError if it isn't the file any more that was looked through.
    """
    entries, name = job.outline.entries, job.run.file_name
    if all(decide(job, entry) for entry in entries):
        yield from ((entry, None) for entry in entries)
        return
    items = items_of(file, name)
    for entry in entries:
        item = next(items, None)
        if item is None or (item.id, item.line) != (entry.id, entry.line):
            raise UnreadableExportError(Reason.CHANGED, name, entry.line)
        yield entry, item


def _extended(deadline: float, begun: float) -> float:
    """Let a slice have its time, although a large file takes as long only to look through."""
    return min(deadline + time.monotonic() - begun, max(deadline, begun + LONGEST_SLICE))


@sensitive_variables()
def _reserve(job: Job, done: Work) -> None:
    """Let the next items know what earlier ones have taken that isn't stored anywhere.

    Those that failed keep their slugs. A dry run stores nothing at all.
    """
    failed = job.run.lines.filter(kind=Outcome.FAILED, reason=report_words.Reason.ERROR)
    places = set(failed.values_list("line", "title"))
    for entry, item in done:
        has_failed = (entry.line, entry.title) in places
        if item is None or not (job.is_dry or has_failed) or decide(job, entry):
            continue
        if has_failed:
            # It may be what failed.
            with suppress(Exception):
                reserve_slug(job, entry, item)
        else:
            reserve(job, entry, item)
