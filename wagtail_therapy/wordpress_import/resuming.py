"""Takes up an import, or a dry run, where it was left."""

import time
from collections.abc import Iterator
from itertools import islice
from typing import IO, BinaryIO

from .models import WordPressImport
from .planning.decisions import decide
from .planning.jobs import Job, job_of
from .planning.outlines import Entry, items_of
from .planning.planned import reserve
from .reporting.report_words import Outcome, Reason
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
    if is_dry:
        _reserve(job, done)
    for _entry in done:
        pass
    return job, work, deadline and _extended(deadline, begun)


def work_of(job: Job, file: BinaryIO) -> Work:
    """Yield what the file has, with its contents unless nothing has to be made of any."""
    entries = job.outline.entries
    if all(decide(job, entry) for entry in entries):
        yield from ((entry, None) for entry in entries)
    else:
        yield from zip(entries, items_of(file, job.run.file_name), strict=False)


def _extended(deadline: float, begun: float) -> float:
    """Let a slice have its time, although a large file takes as long only to look through."""
    return min(deadline + time.monotonic() - begun, max(deadline, begun + LONGEST_SLICE))


def _reserve(job: Job, done: Work) -> None:
    """Let a dry run know what earlier slices would have made, which isn't stored anywhere."""
    failed = job.run.lines.filter(kind=Outcome.FAILED, reason=Reason.ERROR)
    places = set(failed.values_list("line", "title"))
    for entry, item in done:
        if item is None or (entry.line, entry.title) in places:
            continue
        if decide(job, entry) is None:
            reserve(job, entry, item)
