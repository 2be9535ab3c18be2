"""Brings the subscribers of another service to the list of a site.

It takes only the address, the state and the time of consent from a row. It sends no email, unless
the practice says that these people didn't agree: then each is asked once, by a confirmation email.
"""

import csv
import io
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import audit_log, clock, email_addresses
from ..models import ConsentText, SubscriberImport
from . import import_batches
from .import_outcomes import Known, Outcome
from .subscriber_files.errors import UnreadableFileError
from .subscriber_files.reading import SubscriberFile
from .subscriber_files.records import Record

# Rows that are looked up and written together, in one transaction.
BATCH = 1_000

BROKE_OFF = gettext_lazy("It broke off. You can undo it, or import the same file once more.")

State = SubscriberImport.State
Report = Callable[[Record, Outcome], None]


class BusyError(Exception):
    """Another import to the list of this site is running."""


def start(site: Site, file_name: str, statement: str, by: str) -> SubscriberImport:
    """Record that an import begins, and the statement of where these people agreed to emails."""
    now = clock.now()
    return SubscriberImport.objects.create(
        site=site,
        state=State.IMPORTING,
        file_name=file_name,
        statement=text_of(statement),
        by=by,
        created_at=now,
        started_at=now,
    )


def text_of(words: str) -> ConsentText:
    """Return the stored words of the practice, in the language of now."""
    return ConsentText.store(words.strip(), translation.get_language() or "")


def run(
    begun: SubscriberImport, files: Iterable[SubscriberFile], report: Report | None = None
) -> Counter[str]:
    """Import all rows; return how many had which outcome.

    Each call of ``report`` tells the outcome of a row. Raises UnreadableFileError at a row that
    can't be read; the rows before it are imported. Raises BusyError.
    """
    if not begun.acquire():
        begun.change_state([State.IMPORTING], state=State.FAILED, finished_at=clock.now())
        raise BusyError
    try:
        go_on(begun, files, report=report)
    except UnreadableFileError as error:
        fail(begun, str(error.message))
        raise
    except BaseException:
        fail(begun, str(BROKE_OFF))
        raise
    return Counter(begun.counts)


def go_on(
    begun: SubscriberImport,
    files: Iterable[SubscriberFile],
    deadline: float | None = None,
    report: Report | None = None,
) -> bool:
    """Import the rows that are left, until the deadline; return whether there are more.

    The caller has claimed it. Raises UnreadableFileError, or LostClaimError.
    """
    for batch in batches(_after(files, begun.rows_done)):
        with transaction.atomic():
            position = begun.rows_done
            begun.advance(len(batch))
            outcomes = import_batches.write(begun, batch)
            note(begun, position, batch, outcomes)
        _tell(report, batch, outcomes)
        if deadline is not None and time.monotonic() > deadline:
            return True
    _finish(begun, State.FINISHED)
    return False


def preview(
    site: Site, files: Iterable[SubscriberFile], report: Report | None = None
) -> Counter[str]:
    """Return how many rows would have which outcome. Changes nothing."""
    counts: Counter[str] = Counter()
    for batch, outcomes in previewed(site, files):
        counts.update(map(str, outcomes))
        _tell(report, batch, outcomes)
    return counts


@sensitive_variables()
def previewed(
    site: Site, files: Iterable[SubscriberFile]
) -> Iterator[tuple[list[Record], list[Outcome]]]:
    """Yield some rows at a time, with what would become of each. Changes nothing."""
    seen: dict[str, Known] = {}
    for batch in batches(files):
        yield batch, import_batches.outcomes(site, batch, seen)


@sensitive_variables()
def batches(files: Iterable[SubscriberFile]) -> Iterator[list[Record]]:
    records = (record for file in files for record in file.records)
    while batch := list(islice(records, BATCH)):
        yield batch


def note(
    begun: SubscriberImport, position: int, batch: list[Record], outcomes: list[Outcome]
) -> None:
    """Add some rows to the counts and to the report. The caller opens a transaction."""
    begun.counts = dict(Counter(begun.counts) + Counter(map(str, outcomes)))
    begun.save(update_fields=["counts"])
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(
        [email_addresses.without_addresses(record.file_name), record.number, outcome.value]
        for record, outcome in zip(batch, outcomes, strict=True)
    )
    begun.report_parts.create(position=position, content=lines.getvalue())


def fail(begun: SubscriberImport, why: str) -> None:
    """End an import or a dry run. The rows before stay as they are. Raises LostClaimError."""
    _finish(begun, State.FAILED, error=why)


def _finish(begun: SubscriberImport, state: Any, error: str = "") -> None:
    with transaction.atomic():
        begun.release(state=state, error=error, finished_at=clock.now())
        begun.file_parts.all().delete()
        if begun.started_at:
            audit_log.record_import(begun, audit_log.IMPORT, begun.new_readers, by=begun.by)


def _after(files: Iterable[SubscriberFile], done: int) -> Iterator[SubscriberFile]:
    """Pass over the rows that are done."""
    for file in files:
        done -= file.skip(done)
        yield file


def _tell(report: Report | None, batch: list[Record], outcomes: list[Outcome]) -> None:
    for record, outcome in zip(batch, outcomes, strict=True):
        if report:
            report(record, outcome)
