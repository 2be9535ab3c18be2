"""Makes pages of an export."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.blog.counts import recounting
from wagtail_therapy.content.file_imports.errors import LostClaimError

from . import finishing
from .models import WordPressImport
from .planning.decisions import decide
from .planning.jobs import Job, job_of
from .planning.outlines import Entry
from .planning.planned import plan_of
from .planning.plans import Plan
from .reporting.report_words import Outcome
from .reporting.reports import Report
from .resuming import Work, resumed, work_of
from .saving import storing
from .wxr.records import Item

# Called with how many items are done, and how many there are.
Progress = Callable[[int, int], None]

# How long a transaction is prepared, so that one that is broken off costs little.
SECONDS_TOGETHER = 0.5
MOST_TOGETHER = 50
# A few megabytes.
OBJECTS_TOGETHER = 50_000

UNCHANGED: Any = (Outcome.UNCHANGED, "", False)


@sensitive_variables()
def preview(run: WordPressImport, file: BinaryIO, progress: Progress | None = None) -> Report:
    """Return the report that an import would have. Nothing is stored.

    Raises UnreadableExportError, and UnsuitableParentError.
    """
    job = job_of(run, file, is_dry=True)
    for number, (entry, item) in enumerate(work_of(job, file), start=1):
        _preview(job, entry, item)
        if progress and number % MOST_TOGETHER == 0:
            progress(number, len(job.outline.entries))
    finishing.report_on_file(job)
    return job.report


def go_on_checking(
    run: WordPressImport,
    file: BinaryIO,
    deadline: float | None = None,
    uploads: IO[bytes] | None = None,
) -> bool:
    """Go on with a dry run; return whether more is left to do at the deadline.

    Only the report and the state are stored. The deadline and the claim are as in ``go_on()``.

    Raises LostClaimError, UnreadableExportError, and UnsuitableParentError.
    """
    job, work, deadline = resumed(run, file, deadline, uploads, is_dry=True)
    total = run.items_total = len(job.outline.entries)
    while run.items_done < total:
        _preview_some(job, work, deadline)
        with transaction.atomic():
            _save(job)
        is_late = deadline is not None and time.monotonic() > deadline
        if is_late and run.items_done < total:
            return True
    finishing.report_on_file(job)
    with transaction.atomic():
        _save(job, state=WordPressImport.State.CHECKED)
    return False


@sensitive_variables()
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
    takes. After a break, call it again with the same run. If this is claimed, whatever is stored
    keeps the claim, or is taken back if it's lost. ``progress`` is called when a part is stored.
    An item that fails is reported, and doesn't stop the others. Nothing is mailed, and no one is
    told.

    Raises LostClaimError, UnreadableExportError, and UnsuitableParentError.
    """
    job, work, deadline = resumed(run, file, deadline, uploads)
    _start(job)
    total = len(job.outline.entries)
    while run.items_done < total:
        # Not in the transaction: files of the old site may take long to come.
        plans = _plan_some(job, work, deadline)
        with transaction.atomic():
            storing.store(job, plans)
            _save(job)
        # Not in it either: what shows the progress may wait for a person.
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


def _start(job: Job) -> None:
    job.run.keep(
        state=WordPressImport.State.IMPORTING,
        old_site=job.old_site,
        started_at=job.run.started_at or timezone.now(),
        items_total=len(job.outline.entries),
    )


@sensitive_variables()
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


@sensitive_variables()
def _planned_safely(job: Job, entry: Entry, item: Item | None) -> Plan | None:
    try:
        return _planned(job, entry, item)
    except LostClaimError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a host's models raise
        storing.fail(job, entry, error)
        return None


@sensitive_variables()
def _planned(job: Job, entry: Entry, item: Item | None) -> Plan | None:
    """Return what becomes of an item, or None if no page does: then that is in the report."""
    decision = decide(job, entry)
    if decision is None and item is not None:
        return plan_of(job, entry, item)
    outcome, reason, is_listed = decision or UNCHANGED
    job.report.add(outcome, entry, reason, is_listed=is_listed)
    return None


@sensitive_variables()
def _preview_some(job: Job, work: Work, deadline: float | None) -> None:
    until = min(time.monotonic() + SECONDS_TOGETHER, deadline or float("inf"))
    for entry, item in work:
        _preview(job, entry, item)
        job.run.items_done += 1
        if time.monotonic() > until:
            break


@sensitive_variables()
def _preview(job: Job, entry: Entry, item: Item | None) -> None:
    plan = _planned_safely(job, entry, item)
    if plan:
        storing.report(job, plan)
        # Nothing is made that they could wait for.
        finishing.report_dead_links(job)


def _save(job: Job, **changes: Any) -> None:
    run = job.run
    changes |= {"items_done": run.items_done, "items_total": run.items_total}
    job.store_report(**changes)
