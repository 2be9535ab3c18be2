"""Looks up and writes some rows of an imported file at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock, email_addresses
from ..models import ConsentEvent, Subscriber, SubscriberImport, Suppression
from ..subscriber_files.records import Record
from . import suppressions
from .import_outcomes import REASONS, Known, Outcome, outcome_of

Kind = ConsentEvent.Kind
OWN_ACTS = [Kind.REQUESTED, Kind.CONFIRMED]

Hashes = dict[str, list[str]]


@sensitive_variables()
def outcomes(site: Site, batch: list[Record], seen: dict[str, Known]) -> list[Outcome]:
    """Return what would become of each row. Changes nothing but ``seen``.

    ``seen`` is what the rows before would have changed: an empty dict for the first batch.
    """
    return _outcomes(batch, _known(site, _hashes(batch)), seen)


@sensitive_variables()
def write(begun: SubscriberImport, batch: list[Record], seen: dict[str, Known]) -> list[Outcome]:
    """Do what the rows say, and return what became of each. The caller opens a transaction."""
    hashes = _hashes(batch)
    known = _known(begun.site, hashes)
    found = _outcomes(batch, known, seen)
    rows = list(zip(batch, found, strict=True))
    _add(begun, [record for record, outcome in rows if outcome is Outcome.ADDED], hashes)
    stopped = [record for record, outcome in rows if outcome is Outcome.STOPPED]
    _stop_strangers(begun, [one for one in stopped if _is_stranger(one, known, seen)], hashes)
    for record in stopped:
        if not _is_stranger(record, known, seen):
            _stop(begun, record, hashes, known.get(_key(record), Known()))
    return found


@sensitive_variables()
def known_addresses(site: Site, batch: list[Record]) -> dict[str, Known]:
    """Return what the site knows of each address that it knows, by the key of its spellings."""
    return _known(site, _hashes(batch))


@sensitive_variables()
def _outcomes(
    batch: list[Record], known: dict[str, Known], seen: dict[str, Known]
) -> list[Outcome]:
    return [_outcome(record, known, seen) for record in batch]


@sensitive_variables()
def _outcome(record: Record, known: dict[str, Known], seen: dict[str, Known]) -> Outcome:
    key = _key(record)
    before = seen.get(key) or known.get(key) or Known()
    outcome = outcome_of(record, before)
    if key in seen and outcome in (Outcome.KNOWN, Outcome.LEFT_HERE):
        return Outcome.REPEATED
    if outcome is Outcome.ADDED:
        seen[key] = Known(str(Subscriber.Status.ACTIVE), is_imported=True)
    if outcome is Outcome.STOPPED:
        status = str(Subscriber.Status.SUPPRESSED) if before.status else None
        seen[key] = Known(status, reason=str(REASONS[record.state]))
    return outcome


@sensitive_variables()
def _key(record: Record) -> str:
    return email_addresses.address_key(record.address)


def _is_stranger(record: Record, known: dict[str, Known], seen: dict[str, Known]) -> bool:
    """Whether the list has no reader and no suppression of this address."""
    key = _key(record)
    return key not in known and seen[key].status is None


@sensitive_variables()
def _hashes(batch: Iterable[Record]) -> Hashes:
    """Return the hashes of each address under every key, by the key of its spellings."""
    addresses = {_key(one): one.address for one in batch if one.address}
    return {key: email_addresses.address_hashes(address) for key, address in addresses.items()}


@sensitive_variables()
def _known(site: Site, hashes: Hashes) -> dict[str, Known]:
    found: dict[str, Known] = {}
    own = ConsentEvent.objects.filter(subscriber=OuterRef("pk"), kind__in=OWN_ACTS)
    readers = Subscriber.objects.filter(site=site, email_key__in=hashes)
    for key, status, is_own in readers.annotate(is_own=Exists(own)).values_list(
        "email_key", "status", "is_own"
    ):
        found[key] = Known(status, is_imported=not is_own)
    keys = {one: key for key, many in hashes.items() for one in many}
    suppressed = Suppression.objects.filter(site=site, address_hash__in=keys)
    for address_hash, reason in suppressed.values_list("address_hash", "reason"):
        found.setdefault(keys[address_hash], Known()).reason = reason
    erased = ConsentEvent.objects.filter(site=site, kind=Kind.ERASED, address_hash__in=keys)
    for address_hash in erased.values_list("address_hash", flat=True):
        found.setdefault(keys[address_hash], Known()).is_erased = True
    return found


@sensitive_variables()
def _add(begun: SubscriberImport, records: list[Record], hashes: Hashes) -> None:
    """Add readers and the proof of their consent. A reader who signs up meanwhile stays as is."""
    now = clock.now()
    new = [_reader(begun.site, record, hashes, now) for record in records]
    Subscriber.objects.bulk_create(new, ignore_conflicts=True)
    theirs = Q(uuid__in=[reader.uuid for reader in new])
    ConsentEvent.objects.bulk_create(
        _event(begun, reader.address_hash, Kind.IMPORTED, reader, now)
        for reader in Subscriber.objects.filter(theirs)
    )


def _reader(site: Site, record: Record, hashes: Hashes, now: datetime) -> Subscriber:
    key = _key(record)
    agreed_at = record.consented_at or now
    return Subscriber(
        site=site,
        email=record.address,
        email_key=key,
        address_hash=hashes[key][0],
        status=Subscriber.Status.ACTIVE,
        created_at=agreed_at,
        requested_at=agreed_at,
        confirmed_at=agreed_at,
    )


@sensitive_variables()
def _stop_strangers(begun: SubscriberImport, records: list[Record], hashes: Hashes) -> None:
    """Suppress addresses that are new to this site. If one comes twice, the last reason counts."""
    now = clock.now()
    reasons = {hashes[_key(one)][0]: REASONS[one.state] for one in records}
    Suppression.objects.bulk_create(
        (
            Suppression(site=begun.site, address_hash=address_hash, reason=reason, created_at=now)
            for address_hash, reason in reasons.items()
        ),
        ignore_conflicts=True,
    )
    ConsentEvent.objects.bulk_create(
        _event(begun, address_hash, Kind.SUPPRESSED, None, now) for address_hash in reasons
    )


@sensitive_variables()
def _stop(begun: SubscriberImport, record: Record, hashes: Hashes, known: Known) -> None:
    """Stop a reader, or give a stronger reason for a suppression.

    The import is not named as the cause of the latter: to undo it must not revive the address.
    """
    reason = REASONS[record.state]
    theirs = hashes[_key(record)]
    reader = suppressions.stop(begun.site, theirs, reason)
    address_hash = suppressions.known_hash(begun.site, theirs)
    event = _event(begun, address_hash, Kind.SUPPRESSED, reader, clock.now())
    event.subscriber_import = None if known.reason else begun
    event.save()


def _event(
    begun: SubscriberImport,
    address_hash: str,
    kind: Any,
    reader: Subscriber | None,
    now: datetime,
) -> ConsentEvent:
    return ConsentEvent(
        site=begun.site,
        subscriber=reader,
        address_hash=address_hash,
        kind=kind,
        method=ConsentEvent.Method.IMPORT,
        consent_text=begun.statement,
        subscriber_import=begun,
        created_at=now,
    )
