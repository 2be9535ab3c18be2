"""Brings the list that ``list_export`` wrote to another site, or another database, as it was.

Who is known here already is treated as in any import: the list here is newer than a file.
"""

import csv
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import audit_log, clock, email_addresses
from ..models import ConsentEvent, ConsentText, Subscriber, SubscriberImport, Suppression
from . import import_batches, imports, restored_events, restored_rows
from .import_outcomes import Known, Outcome
from .known_addresses import hashes_of, known_addresses
from .subscriber_files import archives, own_format
from .subscriber_files.errors import UnreadableFileError
from .subscriber_files.records import Problem, Record

BATCH = 1_000

Row = dict[str, str]


@dataclass
class Restored:
    """How many subscribers had which outcome, and how many rows only know a hash.

    ``lost`` of the latter have another host's key, so they say nothing here.
    """

    counts: Counter[str] = field(default_factory=Counter)
    suppressions: int = 0
    lost: int = 0


def is_ours(file: BinaryIO) -> bool:
    """Whether this is an export of ours. Leaves a seekable file at its beginning."""
    try:
        with zipfile.ZipFile(file) as archive:
            return own_format.is_ours(archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    finally:
        file.seek(0)


@sensitive_variables()
def restore(begun: SubscriberImport, file: BinaryIO) -> Restored:
    """Add the readers, proofs of consent and suppressions of a file, all or none.

    Raises UnreadableFileError.
    """
    restored = Restored()
    with archives.open_archive(file) as archive, transaction.atomic():
        texts = _texts(_rows(archive, own_format.TEXTS))
        seen: dict[str, Known] = {}
        for batch in _batches(_rows(archive, own_format.SUBSCRIBERS)):
            restored.counts.update(map(str, _subscribers(begun, batch, seen)))
        for batch in _batches(_rows(archive, own_format.EVENTS)):
            restored.lost += restored_events.add(begun, batch, texts)
        for batch in _batches(_rows(archive, own_format.SUPPRESSIONS)):
            added, lost = _suppressions(begun, batch)
            restored.suppressions += added
            restored.lost += lost
        _finish(begun, restored)
        # That locks the import: who is erased from now on waits until their row is there.
        _delete_erased(begun)
    return restored


def preview(site: Site, file: BinaryIO) -> Restored:
    """Return what restoring would do. Changes nothing. Raises UnreadableFileError."""
    with transaction.atomic():
        restored = restore(imports.start(site, "", "", ""), file)
        transaction.set_rollback(True)
    return restored


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[Row]:
    with archives.content_of(archive, archive.getinfo(name)) as table:
        try:
            for row in own_format.rows_of(table):
                if not row.keys() >= set(own_format.COLUMNS[name]):
                    raise _damaged(name)
                yield row
        except csv.Error:
            # Without its cause, which may show a row.
            raise _damaged(name) from None


def _damaged(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        _("“%(name)s” in this file has been changed. Please export the list again.")
        % {"name": name}
    )


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _texts(rows: Iterable[Row]) -> dict[str, ConsentText]:
    """Return the texts of the file by the hashes that it gives them."""
    found = {}
    for row in rows:
        language = row["language"][: restored_rows.LONGEST_LANGUAGE]
        text, _is_new = ConsentText.objects.get_or_create(
            text_hash=ConsentText.hash_of(row["text"], language),
            defaults={
                "text": row["text"],
                "language": language,
                "created_at": restored_rows.time(row["created_at"]) or clock.now(),
            },
        )
        found[row["text_hash"]] = text
    return found


@sensitive_variables()
def _subscribers(
    begun: SubscriberImport, batch: list[Row], seen: dict[str, Known]
) -> list[Outcome]:
    """Add the readers who are new here as they were, and import the others as from any file."""
    records = [_record(number, row) for number, row in enumerate(batch)]
    known = known_addresses(begun.site, hashes_of(records))
    is_new = {
        one.number: one.problem is None and not (_key(one) in known or _key(one) in seen)
        for one in records
    }
    new = {
        _key(one): batch[one.number] | {"email": one.address}
        for one in records
        if is_new[one.number]
    }
    restored_rows.add_readers(begun, new)
    seen.update({key: Known(row["status"], is_imported=True) for key, row in new.items()})
    others = [one for one in records if not is_new[one.number]]
    outcomes = import_batches.write(begun, others)
    return [Outcome.RESTORED] * len(new) + outcomes


def _key(record: Record) -> str:
    return email_addresses.address_key(record.address)


@sensitive_variables()
def _record(number: int, row: Row) -> Record:
    state = own_format.state_of(row["status"], row["suppressed_for"])
    try:
        address = email_addresses.clean(row["email"])
    except ValidationError:
        return Record(own_format.SUBSCRIBERS, number, problem=Problem.INVALID_ADDRESS)
    at = restored_rows.time(row["confirmed_at"])
    return Record(own_format.SUBSCRIBERS, number, state, address, at)


def _suppressions(begun: SubscriberImport, batch: list[Row]) -> tuple[int, int]:
    """Add those whose key is one of this host; return how many, and how many have another key."""
    ours = [row for row in batch if restored_rows.is_our_hash(row["address_hash"])]
    reasons = set(Suppression.Reason.values)
    rows = [
        Suppression(
            site=begun.site,
            address_hash=row["address_hash"],
            reason=row["reason"],
            created_at=restored_rows.time(row["created_at"]) or clock.now(),
        )
        for row in ours
        if row["reason"] in reasons
    ]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows), len(batch) - len(ours)


def _delete_erased(begun: SubscriberImport) -> None:
    """Delete readers who were erased while this import was running."""
    erased = ConsentEvent.objects.filter(
        site=begun.site_id, kind=ConsentEvent.Kind.ERASED, subscriber_import=None
    ).filter(created_at__gte=begun.started_at)
    # Read first: before the new rows have statistics, a subquery may be run for each of them.
    hashes = list(erased.values_list("address_hash", flat=True))
    Subscriber.objects.filter(site=begun.site_id, address_hash__in=hashes).delete()


def _finish(begun: SubscriberImport, restored: Restored) -> None:
    begun.counts = dict(restored.counts)
    begun.state, begun.finished_at = SubscriberImport.State.FINISHED, clock.now()
    begun.save(update_fields=["counts", "state", "finished_at"])
    number = restored.counts[Outcome.RESTORED]
    audit_log.record_import(begun, audit_log.IMPORT, number, by=begun.by)
