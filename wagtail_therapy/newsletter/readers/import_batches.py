"""Looks up and writes some rows of an imported file at once."""

from datetime import datetime
from functools import cache
from typing import Any

from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock, email_addresses
from ..models import ConsentEvent, Subscriber, SubscriberImport, Suppression
from ..models.site_settings import NewsletterSettings
from ..models.subscriber_queries import LONGEST_CONFIRMATION_WAIT
from . import suppressions
from .import_outcomes import REASONS, Known, Outcome, outcome_of
from .known_addresses import Hashes, hashes_of, known_addresses
from .subscriber_files.records import Record

Kind = ConsentEvent.Kind
CHANGES = [Outcome.ADDED, Outcome.INVITED, Outcome.STOPPED]


@sensitive_variables()
def outcomes(site: Site, batch: list[Record], seen: dict[str, Known]) -> list[Outcome]:
    """Return what would become of each row. Changes nothing but ``seen``.

    ``seen`` is what the rows before would have changed: an empty dict for the first batch.
    """
    return _outcomes(batch, known_addresses(site, hashes_of(batch)), seen)


@sensitive_variables()
def write(begun: SubscriberImport, batch: list[Record]) -> list[Outcome]:
    """Do what the rows say, and return what became of each. The caller opens a transaction."""
    hashes = hashes_of(batch)
    known = known_addresses(begun.site, hashes, begun)
    seen: dict[str, Known] = {}
    found = _outcomes(batch, known, seen, asks=begun.asks)
    rows = list(zip(batch, found, strict=True))
    new = [record for record, outcome in rows if outcome in (Outcome.ADDED, Outcome.INVITED)]
    _add(begun, new, hashes)
    stopped = [record for record, outcome in rows if outcome is Outcome.STOPPED]
    _stop_strangers(begun, [one for one in stopped if _is_stranger(one, known, seen)], hashes)
    for record in stopped:
        if not _is_stranger(record, known, seen):
            _stop(begun, record, hashes, known.get(_key(record), Known()))
    return found


@sensitive_variables()
def _outcomes(
    batch: list[Record], known: dict[str, Known], seen: dict[str, Known], *, asks: bool = False
) -> list[Outcome]:
    found = []
    for record in batch:
        key = _key(record)
        before = seen.get(key) or known.get(key) or Known()
        outcome = outcome_of(record, before, asks=asks)
        if outcome in CHANGES:
            seen[key] = _known_after(outcome, record, before)
        found.append(outcome)
    return found


def _known_after(outcome: Outcome, record: Record, before: Known) -> Known:
    """Return what the list knows after a row that has changed it."""
    if outcome is Outcome.STOPPED:
        status = str(Subscriber.Status.SUPPRESSED) if before.status else None
        return _changed(status, reason=str(REASONS[record.state]))
    if outcome is Outcome.INVITED:
        return _changed(str(Subscriber.Status.PENDING), is_imported=True, is_invited=True)
    return _changed(str(Subscriber.Status.ACTIVE), is_imported=True)


@cache
def _changed(status: str | None, **what: Any) -> Known:
    """Return one object for all rows that changed the same: there may be a million."""
    return Known(status, is_repeated=True, **what)


@sensitive_variables()
def _key(record: Record) -> str:
    return email_addresses.address_key(record.address)


def _is_stranger(record: Record, known: dict[str, Known], seen: dict[str, Known]) -> bool:
    """Whether the list has no reader and no suppression of this address."""
    key = _key(record)
    return key not in known and seen[key].status is None


@sensitive_variables()
def _add(begun: SubscriberImport, records: list[Record], hashes: Hashes) -> None:
    """Add readers, and the proof of consent or that they are asked for it.

    A reader who signs up meanwhile stays as is.
    """
    now = clock.now()
    build = _invited if begun.asks else _reader
    new = [build(begun, record, hashes, now) for record in records]
    Subscriber.objects.bulk_create(new, ignore_conflicts=True)
    added = Subscriber.objects.filter(uuid__in=[reader.uuid for reader in new])
    added.set_default_frequency(NewsletterSettings.read(begun.site).frequency)
    kind = Kind.INVITED if begun.asks else Kind.IMPORTED
    ConsentEvent.objects.bulk_create(
        _event(begun, reader.address_hash, kind, reader, now) for reader in added
    )


def _reader(begun: SubscriberImport, record: Record, hashes: Hashes, now: datetime) -> Subscriber:
    key = _key(record)
    agreed_at = record.consented_at or now
    return Subscriber(
        site=begun.site,
        email=record.address,
        email_key=key,
        address_hash=hashes[key][0],
        status=Subscriber.Status.ACTIVE,
        created_at=agreed_at,
        requested_at=agreed_at,
        confirmed_at=agreed_at,
    )


def _invited(begun: SubscriberImport, record: Record, hashes: Hashes, now: datetime) -> Subscriber:
    """Return a reader who gets one email, once the practice has had time to undo the import."""
    key = _key(record)
    return Subscriber(
        site=begun.site,
        email=record.address,
        email_key=key,
        address_hash=hashes[key][0],
        language=begun.invitation.language if begun.invitation else "",
        invited_by=begun,
        created_at=now,
        requested_at=now,
        confirmation_due_at=now + min(conf.mail_hold, LONGEST_CONFIRMATION_WAIT),
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
        consent_text=begun.invitation if kind == Kind.INVITED else begun.statement,
        subscriber_import=begun,
        created_at=now,
    )
