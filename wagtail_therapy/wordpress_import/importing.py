"""Makes pages of an export."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO, Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from wagtail_therapy.blog.counts import recounting

from . import finishing
from .models import WordPressImport
from .planning.decisions import decide
from .planning.jobs import Job, job_of
from .planning.outlines import Entry, items_of
from .planning.planned import plan_of, take_again
from .planning.plans import Plan
from .reporting.report_words import Outcome, Reason
from .reporting.reports import Report
from .saving import storing
from .wxr.records import Item

# Called with how many items are done, and how many there are.
Progress = Callable[[int, int], None]
Work = Iterator[tuple[Entry, Item | None]]

# How long a transaction is prepared, so that one that is broken off costs little.
SECONDS_TOGETHER = 0.5
MOST_TOGETHER = 50
# From when it began to look through the file: web servers and proxies give up after 30.
LONGEST_SLICE = 20
# A few megabytes.
OBJECTS_TOGETHER = 50_000

UNCHANGED: Any = (Outcome.UNCHANGED, "", False)


def preview(run: WordPressImport, file: BinaryIO, progress: Progress | None = None) -> Report:
    """Return the report that an import would have. Nothing is stored.

    Raises UnreadableExportError, and UnsuitableParentError.
    """
    job = job_of(run, file, is_dry=True)
    for number, (entry, item) in enumerate(_work(job, file), start=1):
        _preview(job, entry, item)
        if progress and number % MOST_TOGETHER == 0:
            progress(number, len(job.outline.entries))
    finishing.report_on_file(job)
    return job.report


def go_on_checking(
    run: WordPressImport,
    file: BinaryIO,
    deadline: float | None = None,
    progress: Progress | None = None,
    uploads: IO[bytes] | None = None,
) -> bool:
    """Go on with a dry run; return whether more is left to do at the deadline.

    Only the report and the state are stored. The deadline and progress are as in ``go_on()``.

    Raises UnreadableExportError, and UnsuitableParentError.
    """
    job, work, deadline = _gone_on(run, file, deadline, uploads, is_dry=True)
    total = run.items_total = len(job.outline.entries)
    while run.items_done < total:
        _preview_some(job, work, deadline)
        with transaction.atomic():
            _save(job)
            if progress:
                progress(run.items_done, total)
        is_late = deadline is not None and time.monotonic() > deadline
        if is_late and run.items_done < total:
            return True
    finishing.report_on_file(job)
    with transaction.atomic():
        if progress:
            progress(total, total)
        run.state = WordPressImport.State.CHECKED
        _save(job, "state")
    return False


@recounting.postponed()
def go_on(
    run: WordPressImport,
    file: BinaryIO,
    deadline: float | None = None,
    progress: Progress | None = None,
    uploads: IO[bytes] | None = None,
) -> bool:
    """Import what isn't imported yet; return whether more is left to do at the deadline.

    ``uploads`` is a ZIP archive with the files of the old site, if it isn't among the options.
    ``deadline`` is of ``time.monotonic()``, and moved by the time that the look through the file
    takes. After a break, call it again with the same run. An error in ``progress`` takes back what
    was stored since the last call. An item that fails is reported, and doesn't stop the others.
    Nothing is mailed, and no one is told.

    Raises UnreadableExportError, and UnsuitableParentError.
    """
    job, work, deadline = _gone_on(run, file, deadline, uploads)
    _start(job)
    total = len(job.outline.entries)
    while run.items_done < total:
        # Not in the transaction: files of the old site may take long to come.
        plans = _plan_some(job, work, deadline)
        with transaction.atomic():
            storing.store(job, plans)
            job.count_made()
            _save(job)
            if progress:
                progress(run.items_done, total)
        if deadline is not None and time.monotonic() > deadline:
            return True
    return finishing.finish(job, deadline)


def run_whole(run: WordPressImport, file: BinaryIO, progress: Progress | None = None) -> None:
    """Import all of a file, in a process that does nothing else."""
    with _seldom_collecting():
        while go_on(run, file, progress=progress):
            pass


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage less often. It took a sixth of the time, with all that Django has loaded."""
    usual = gc.get_threshold()
    gc.set_threshold(usual[0] and OBJECTS_TOGETHER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _gone_on(
    run: WordPressImport,
    file: BinaryIO,
    deadline: float | None,
    uploads: IO[bytes] | None,
    *,
    is_dry: bool = False,
) -> tuple[Job, Work, float | None]:
    """Return a job, what is left of its work, and the deadline, moved by the time this took."""
    begun = time.monotonic()
    job = job_of(run, file, uploads, is_dry=is_dry)
    work = _work(job, file)
    done = islice(work, run.items_done)
    if is_dry:
        _take_again(job, done)
    for _entry in done:
        pass
    return job, work, deadline and _moved(deadline, begun)


def _moved(deadline: float, begun: float) -> float:
    """Let a slice have its time, although a large file takes as long only to look through."""
    return min(deadline + time.monotonic() - begun, max(deadline, begun + LONGEST_SLICE))


def _take_again(job: Job, done: Work) -> None:
    """Let a dry run know what earlier slices would have made, which isn't stored anywhere."""
    failed = job.run.lines.filter(kind=Outcome.FAILED, reason=Reason.ERROR)
    places = set(failed.values_list("line", "title"))
    for entry, item in done:
        if item is None or (entry.line, entry.title) in places:
            continue
        if decide(job, entry) is None:
            take_again(job, entry, item)


def _work(job: Job, file: BinaryIO) -> Work:
    """Yield what the file has, with its contents unless nothing has to be made of any."""
    entries = job.outline.entries
    if all(decide(job, entry) for entry in entries):
        yield from ((entry, None) for entry in entries)
    else:
        yield from zip(entries, items_of(file, job.run.file_name), strict=False)


def _start(job: Job) -> None:
    run = job.run
    run.state = WordPressImport.State.IMPORTING
    run.old_site = job.old_site
    run.started_at = run.started_at or timezone.now()
    run.items_total = len(job.outline.entries)
    run.save(update_fields=["state", "old_site", "started_at", "items_total"])


def _plan_some(job: Job, work: Work, deadline: float | None) -> list[Plan]:
    until = min(time.monotonic() + SECONDS_TOGETHER, deadline or float("inf"))
    plans = []
    for entry, item in work:
        plan = _planned_safely(job, entry, item)
        plans += [plan] if plan else []
        job.run.items_done += 1
        if time.monotonic() > until or len(plans) >= MOST_TOGETHER:
            break
    return plans


def _planned_safely(job: Job, entry: Entry, item: Item | None) -> Plan | None:
    try:
        return _planned(job, entry, item)
    except Exception as error:  # noqa: BLE001 -- whatever a host's models raise
        storing.fail(job, entry, error)
        return None


def _planned(job: Job, entry: Entry, item: Item | None) -> Plan | None:
    """Return what becomes of an item, or None if no page does: then that is in the report."""
    decision = decide(job, entry)
    if decision is None and item is not None:
        return plan_of(job, entry, item)
    outcome, reason, is_listed = decision or UNCHANGED
    job.report.add(outcome, entry, reason, is_listed=is_listed)
    return None


def _preview_some(job: Job, work: Work, deadline: float | None) -> None:
    until = min(time.monotonic() + SECONDS_TOGETHER, deadline or float("inf"))
    for entry, item in work:
        _preview(job, entry, item)
        job.run.items_done += 1
        if time.monotonic() > until:
            break


def _preview(job: Job, entry: Entry, item: Item | None) -> None:
    plan = _planned_safely(job, entry, item)
    if plan:
        storing.report(job, plan)
        # Nothing is made that they could wait for.
        finishing.report_dead_links(job)


def _save(job: Job, *others: str) -> None:
    job.report.save(job.run)
    job.report = Report()
    job.run.save(update_fields=["counts", "items_done", "items_total", *others])
