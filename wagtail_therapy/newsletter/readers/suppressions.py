"""Addresses that aren't mailed, stored only as hashes: adding them and finding them.

A hash begins with the id of the key that made it. An address that is known under an older key
keeps that hash, so that the database can compare its rows directly.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from wagtail.models import Site

from .. import clock, email_addresses
from ..models import ConsentEvent, Subscriber, Suppression


def suppress(subscriber: Subscriber, reason: Any) -> None:
    """Store the hash of an address that isn't mailed, so that no import brings it back."""
    _suppress(subscriber.site, subscriber.address_hash, reason)


def stop(site: Site, hashes: list[str], reason: Any) -> Subscriber | None:
    """Stop mailing an address. Return its reader, who may already have been erased.

    ``hashes``: those of one address with all keys, the key in use first. A reason that isn't
    stronger than the known one changes nothing: providers repeat their reports, and the reader may
    have asked for a new confirmation email since.
    """
    with transaction.atomic():
        reader = locked_reader(site, hashes)
        address_hash = reader.address_hash if reader else known_hash(site, hashes)
        is_news = _suppress(site, address_hash, reason)
        if reader and (is_news or reader.status != Subscriber.Status.SUPPRESSED):
            reader.suppress()
    return reader


def locked_reader(site: Site, hashes: list[str]) -> Subscriber | None:
    """Return the reader with an address, locked. Always lock the reader before the suppression.

    A provider may report something while the practice decides something.
    """
    known = Subscriber.objects.filter(site=site, address_hash__in=hashes)
    return known.select_for_update().first()


def bounce(reader: Subscriber | None) -> None:
    """Stop mailing a reader whose mail server says that the mailbox doesn't exist."""
    if reader:
        hashes = email_addresses.address_hashes(reader.email)
        stop(reader.site, hashes, Suppression.Reason.BOUNCED)


def complain(site: Site, hashes: list[str]) -> None:
    """Stop mailing a reader who marked an email as spam, and record that once."""
    with transaction.atomic():
        reader = stop(site, hashes, Suppression.Reason.COMPLAINED)
        if decisions(site, hashes).filter(kind=ConsentEvent.Kind.COMPLAINED).exists():
            return
        ConsentEvent.objects.create(
            site=site,
            subscriber=reader,
            address_hash=reader.address_hash if reader else known_hash(site, hashes),
            kind=ConsentEvent.Kind.COMPLAINED,
            method=ConsentEvent.Method.PROVIDER,
            created_at=clock.now(),
        )


def decisions(site: Site, hashes: list[str]) -> QuerySet:
    """Return the consent events of an address since emails to it were last allowed again."""
    said = ConsentEvent.objects.filter(site=site, address_hash__in=hashes)
    lifted_at = _lifted_at(site, hashes)
    return said.filter(created_at__gt=lifted_at) if lifted_at else said


def of(subscriber: Subscriber) -> QuerySet:
    """Return the suppressions of a reader's address, under any key."""
    return Suppression.objects.filter(
        site=subscriber.site, address_hash__in=email_addresses.address_hashes(subscriber.email)
    )


def reasons(subscriber: Subscriber) -> set[str]:
    """Return why a reader's address is suppressed, if it is."""
    return set(of(subscriber).values_list("reason", flat=True))


def known_hash(site: Site, hashes: list[str]) -> str:
    """Return the hash under which an address is suppressed, else its hash with the key in use."""
    found = Suppression.objects.filter(site=site, address_hash__in=hashes).first()
    return found.address_hash if found else hashes[0]


def outdated_before(
    site: Site, hashes: list[str], reader: Subscriber | None, *, is_wish: bool
) -> datetime | None:
    """Return when an address was last confirmed, or allowed to be mailed again.

    An email that came back before that says nothing about the address now. A wish of the reader
    (``is_wish``) is outdated only by a newer one, which they confirmed or told the practice.
    """
    lifts = {"why": ConsentEvent.Why.ASKED} if is_wish else {}
    times = [_lifted_at(site, hashes, **lifts), reader and reader.confirmed_at]
    return max(filter(None, times), default=None)


def _lifted_at(site: Site, hashes: list[str], **lifts: Any) -> datetime | None:
    lifted = ConsentEvent.objects.filter(
        site=site, address_hash__in=hashes, kind=ConsentEvent.Kind.LIFTED, **lifts
    )
    return lifted.aggregate(at=Max("created_at"))["at"]


def _suppress(site: Site, address_hash: str, reason: Any) -> bool:
    """Store why an address isn't mailed. False: this or a stronger reason was known."""
    row = {"site": site, "address_hash": address_hash}
    new = {"reason": reason, "created_at": clock.now()}
    _found, is_new = Suppression.objects.get_or_create(defaults=new, **row)
    weaker = Suppression.FROM_WEAKEST[: Suppression.FROM_WEAKEST.index(reason)]
    known = Suppression.objects.filter(reason__in=weaker, **row)
    return is_new or bool(known.update(reason=reason, created_at=clock.now()))
