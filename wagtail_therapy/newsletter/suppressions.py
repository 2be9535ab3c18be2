"""Addresses that are not mailed, known only by their hashes: adding them and finding them.

A hash begins with the id of the key that made it. An address that is known under an older key
keeps that hash, so that the database can compare its rows directly.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from wagtail.models import Site

from . import addresses
from .models import ConsentEvent, Subscriber, Suppression


def suppress(subscriber: Subscriber, reason: Any) -> None:
    """Remember by hash that an address is not mailed, so that no import brings it back."""
    _suppress(subscriber.site, subscriber.address_hash, reason)


def stop(site: Site, hashes: list[str], reason: Any) -> Subscriber | None:
    """Stop mailing an address. Return its reader, who may already have been erased.

    ``hashes``: those of one address under all keys, the key in use first.
    """
    with transaction.atomic():
        reader = Subscriber.objects.filter(site=site, address_hash__in=hashes).first()
        _suppress(site, reader.address_hash if reader else known_hash(site, hashes), reason)
        if reader:
            reader.suppress()
    return reader


def bounce(reader: Subscriber | None) -> None:
    """Stop mailing a reader whose mail server says that there is no such mailbox."""
    if reader:
        hashes = addresses.address_hashes(reader.email)
        stop(reader.site, hashes, Suppression.Reason.BOUNCED)


def complain(site: Site, hashes: list[str]) -> None:
    """Stop mailing a reader who called our mail spam, and keep that as proof, once."""
    with transaction.atomic():
        known = Suppression.objects.filter(site=site, address_hash__in=hashes)
        is_told_before = known.filter(reason=Suppression.Reason.COMPLAINED).exists()
        reader = stop(site, hashes, Suppression.Reason.COMPLAINED)
        if is_told_before:
            return
        ConsentEvent.objects.create(
            site=site,
            subscriber=reader,
            address_hash=reader.address_hash if reader else known_hash(site, hashes),
            kind=ConsentEvent.Kind.COMPLAINED,
            method=ConsentEvent.Method.PROVIDER,
        )


def of(subscriber: Subscriber) -> QuerySet:
    """Return the suppressions of a reader's address, under any key."""
    return Suppression.objects.filter(
        site=subscriber.site, address_hash__in=addresses.address_hashes(subscriber.email)
    )


def reasons(subscriber: Subscriber) -> set[str]:
    """Return why a reader's address is suppressed, if it is."""
    return set(of(subscriber).values_list("reason", flat=True))


def known_hash(site: Site, hashes: list[str]) -> str:
    """Return the hash under which an address is suppressed, else its hash with the key in use."""
    found = Suppression.objects.filter(site=site, address_hash__in=hashes).first()
    return found.address_hash if found else hashes[0]


def asked_for_mail_at(site: Site, hashes: list[str], reader: Subscriber | None) -> datetime | None:
    """Return when an address was last confirmed, or allowed to be mailed again.

    What a provider reports of the time before does not count any more.
    """
    lifted = ConsentEvent.objects.filter(site=site, address_hash__in=hashes, kind="lifted")
    lifted_at = lifted.aggregate(at=Max("created_at"))["at"]
    return max(filter(None, [lifted_at, reader and reader.confirmed_at]), default=None)


def _suppress(site: Site, address_hash: str, reason: Any) -> None:
    row = {"site": site, "address_hash": address_hash}
    Suppression.objects.bulk_create([Suppression(reason=reason, **row)], ignore_conflicts=True)
    weaker = Suppression.FROM_WEAKEST[: Suppression.FROM_WEAKEST.index(reason)]
    Suppression.objects.filter(reason__in=weaker, **row).update(reason=reason)
