"""Deletes an address at its owner's request."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock, email_addresses
from ..models import ConsentEvent, Delivery, ReaderEmail, Subscriber, Suppression
from ..models.subscribers import NO_NEW_EMAIL
from ..signals import subscriber_unsubscribed
from . import import_files, subscriptions, suppressions

Kind, Method = ConsentEvent.Kind, ConsentEvent.Method


@dataclass(frozen=True)
class Erased:
    """How many readers were deleted, and how many rows still have the hash of the address."""

    readers: int
    consent_events: int
    deliveries: int
    suppressions: int
    # How many files that waited to be imported were deleted, because the address may be in them.
    files: int = 0


@sensitive_variables()
def forget(
    address: str, *, never_again: bool = False, sites: Iterable[Site] | None = None, by: str = ""
) -> Erased:
    """Delete a cleaned address on these sites, or on every site, even in running mailings.

    Keeps the proof of given consent, and suppressions, which have only the hash. ``never_again``
    adds a suppression on each site; without it, the address can be entered or imported again. Files
    that wait to be imported to these sites are deleted, and running imports leave the address out.
    """
    chosen = list(Site.objects.all() if sites is None else sites)
    hashes = email_addresses.address_hashes(address)
    readers = Subscriber.objects.filter(email_key=email_addresses.address_key(address))
    with transaction.atomic():
        files, importing = import_files.delete_waiting(chosen)
        theirs = readers.filter(site__in=chosen).select_for_update()
        erased = [_erase(reader, Method.ADMIN, by) for reader in theirs]
        _keep_out(importing, erased, hashes[0], Method.ADMIN)
        moving = Subscriber.objects.moving_to(address).filter(site__in=chosen)
        moving.update(**NO_NEW_EMAIL)
        told = ReaderEmail.objects.filter(address__iexact=address)
        told.filter(subscriber__site__in=chosen).delete()
        if never_again:
            for site in chosen:
                suppressions.stop(site, hashes, Suppression.Reason.BY_REQUEST)
    for reader in erased:
        _tell(reader)
    known = Q(address_hash__in=hashes, site__in=chosen)
    deliveries = Delivery.objects.filter(email_hash__in=hashes, mailing__site__in=chosen)
    return Erased(
        readers=len(erased),
        consent_events=ConsentEvent.objects.filter(known).count(),
        deliveries=deliveries.count(),
        suppressions=Suppression.objects.filter(known).count(),
        files=files,
    )


@sensitive_variables()
def erase(reader: Subscriber) -> bool:
    """Delete a reader of one site who asks for it on their page. False: they are deleted already.

    Keeps and deletes the same as ``forget``. No import brings them back. They may subscribe again.
    """
    with transaction.atomic():
        _files, importing = import_files.delete_waiting([reader.site])
        found = Subscriber.objects.select_for_update().filter(pk=reader.pk).first()
        if found is None:
            return False
        _erase(found, Method.LINK)
        _keep_out(importing, [found], found.address_hash, Method.LINK)
    _tell(found)
    return True


def _keep_out(
    importing: Iterable[Site], erased: list[Subscriber], address_hash: str, method: Any
) -> None:
    """Tell imports that are running, even where there's no other proof of the reader."""
    proven = {reader.site_id for reader in erased if reader.confirmed_at}
    ConsentEvent.objects.bulk_create(
        ConsentEvent(
            site=site,
            address_hash=address_hash,
            kind=Kind.ERASED,
            method=method,
            created_at=clock.now(),
        )
        for site in importing
        if site.pk not in proven
    )


def _tell(reader: Subscriber) -> None:
    if reader.status in Subscriber.SUBSCRIBED:
        subscriber_unsubscribed.send_robust(sender=Subscriber, subscriber=reader)


def _erase(reader: Subscriber, method: Any, by: str = "") -> Subscriber:
    if reader.confirmed_at is None:
        # Consent that was never given needs no proof.
        reader.consent_events.filter(kind=Kind.REQUESTED).delete()
    else:
        subscriptions.record(reader, Kind.ERASED, method, by=by)
    Subscriber.objects.filter(pk=reader.pk).delete()
    return reader
