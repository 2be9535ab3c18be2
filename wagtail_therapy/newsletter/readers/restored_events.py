"""The proof of consent in a file that we exported, as rows of this database."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from .. import clock
from ..models import ConsentEvent, ConsentText, Subscriber, SubscriberImport
from . import restored_rows

Row = dict[str, str]
KINDS = frozenset(ConsentEvent.Kind.values)
METHODS = frozenset(ConsentEvent.Method.values)
WHYS = frozenset(ConsentEvent.Why.values)

Identity = tuple[int | None, str, str, datetime]


def add(begun: SubscriberImport, rows: list[Row], texts: dict[str, ConsentText]) -> int:
    """Add the events of readers that came with this file, and of addresses that are gone.

    Return how many know an address only by the hash of another host. Those here already are left
    out.
    """
    readers = _readers(begun, rows)
    found = [_event(begun, row, readers, texts) for row in rows]
    here = _here(begun, [one for one in found if one])
    new = [one for one in found if one and _identity(one) not in here]
    ConsentEvent.objects.bulk_create(new)
    return sum(_is_lost(row) for row in rows)


def _is_lost(row: Row) -> bool:
    return not row["uuid"] and not restored_rows.is_our_hash(row["address_hash"])


def _readers(begun: SubscriberImport, rows: list[Row]) -> dict[UUID, Subscriber]:
    wanted = [one for row in rows for one in restored_rows.uuids_of(begun, row["uuid"])]
    # Not filtered by site: before the new rows have statistics, PostgreSQL would look at them all.
    found = Subscriber.objects.filter(uuid__in=wanted).only("uuid", "address_hash", "site_id")
    return {reader.uuid: reader for reader in found if reader.site_id == begun.site_id}


def _event(
    begun: SubscriberImport,
    row: Row,
    readers: dict[UUID, Subscriber],
    texts: dict[str, ConsentText],
) -> ConsentEvent | None:
    """Return the event as a row; None if it is about no one who is known here."""
    numbers = restored_rows.uuids_of(begun, row["uuid"])
    reader = next((readers[one] for one in numbers if one in readers), None)
    is_known = reader or (not row["uuid"] and not _is_lost(row))
    if not is_known or row["kind"] not in KINDS or row["method"] not in METHODS:
        return None
    return ConsentEvent(
        site_id=begun.site_id,
        subscriber=reader,
        address_hash=reader.address_hash if reader else row["address_hash"],
        kind=row["kind"],
        method=row["method"],
        consent_text=texts.get(row["text_hash"]),
        subscriber_import=begun,
        by=row["by"][:150],
        why=row["why"] if row["why"] in WHYS else "",
        created_at=restored_rows.time(row["created_at"]) or clock.now(),
    )


def _here(begun: SubscriberImport, events: list[ConsentEvent]) -> set[Identity]:
    theirs = [one.subscriber_id for one in events if one.subscriber_id]
    hashes = [one.address_hash for one in events if not one.subscriber_id]
    # Two queries, each with an index of its own; the site isn't asked for, as above.
    return {
        *_identities(begun, Q(subscriber__in=theirs)),
        *_identities(begun, Q(address_hash__in=hashes, subscriber=None)),
    }


def _identities(begun: SubscriberImport, wanted: Q) -> Iterator[Identity]:
    names = "subscriber_id", "address_hash", "kind", "created_at", "site_id"
    known: Any = ConsentEvent.objects.filter(wanted).values_list(*names)
    return (tuple(found) for *found, site_id in known if site_id == begun.site_id)


def _identity(event: ConsentEvent) -> Identity:
    return event.subscriber_id, event.address_hash, event.kind, event.created_at
