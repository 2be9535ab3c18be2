"""Brings the subscribers of another service to the list of a site.

An import sends no email. It takes only the address, the state and the time of consent from a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import audit_log, clock
from ..models import ConsentText, SubscriberImport
from ..subscriber_files.reading import SubscriberFile
from ..subscriber_files.records import Record
from . import import_batches
from .import_outcomes import Known, Outcome

# Rows that are looked up and written together, in one transaction.
BATCH = 1_000

Report = Callable[[Record, Outcome], None]


def start(site: Site, file_name: str, statement: str, by: str) -> SubscriberImport:
    """Record that an import begins, and the statement of where these people agreed to emails."""
    text = ConsentText.store(statement.strip(), translation.get_language() or "")
    return SubscriberImport.objects.create(
        site=site, file_name=file_name, statement=text, by=by, created_at=clock.now()
    )


def run(
    begun: SubscriberImport, files: Iterable[SubscriberFile], report: Report | None = None
) -> Counter[str]:
    """Import all rows; return how many had which outcome. Broken off, it can be run once more.

    Each call of ``report`` tells the outcome of a row. Raises UnreadableFileError at a row that
    can't be read; the rows before it are imported.
    """
    counts: Counter[str] = Counter()
    seen: dict[str, Known] = {}
    try:
        for batch in batches(files):
            with transaction.atomic():
                outcomes = import_batches.write(begun, batch, seen)
            _count(counts, batch, outcomes, report)
    finally:
        begun.counts = dict(counts)
        begun.finished_at = clock.now()
        begun.save(update_fields=["counts", "finished_at"])
        audit_log.record_import(begun, audit_log.IMPORT, counts[Outcome.ADDED], by=begun.by)
    return counts


def preview(
    site: Site, files: Iterable[SubscriberFile], report: Report | None = None
) -> Counter[str]:
    """Return how many rows would have which outcome. Changes nothing."""
    counts: Counter[str] = Counter()
    seen: dict[str, Known] = {}
    for batch in batches(files):
        outcomes = import_batches.outcomes(site, batch, seen)
        _count(counts, batch, outcomes, report)
    return counts


@sensitive_variables()
def batches(files: Iterable[SubscriberFile]) -> Iterator[list[Record]]:
    records = (record for file in files for record in file.records)
    while batch := list(islice(records, BATCH)):
        yield batch


def _count(
    counts: Counter[str], batch: list[Record], outcomes: list[Outcome], report: Report | None
) -> None:
    counts.update(str(outcome) for outcome in outcomes)
    for record, outcome in zip(batch, outcomes, strict=True):
        if report:
            report(record, outcome)
