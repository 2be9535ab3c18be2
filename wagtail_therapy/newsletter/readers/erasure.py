"""Deletes an address at its owner's request."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import email_addresses
from ..models import ConsentEvent, Delivery, ReaderEmail, Subscriber, Suppression
from ..models.subscribers import NO_NEW_EMAIL
from ..signals import subscriber_unsubscribed
from . import subscriptions, suppressions

Kind, Method = ConsentEvent.Kind, ConsentEvent.Method


@dataclass(frozen=True)
class Erased:
    """How many readers were deleted, and how many rows still have the hash of the address."""

    readers: int
    consent_events: int
    deliveries: int
    suppressions: int


@sensitive_variables()
def forget(
    address: str, *, never_again: bool = False, sites: Iterable[Site] | None = None, by: str = ""
) -> Erased:
    """Delete a cleaned address on these sites, or on every site, even in running mailings.

    Keeps the proof of given consent, and suppressions, which have only the hash. ``never_again``
    adds a suppression on each site; without it, the address can be entered or imported again.
    """
    chosen = list(Site.objects.all() if sites is None else sites)
    hashes = email_addresses.address_hashes(address)
    readers = Subscriber.objects.filter(email_key=email_addresses.address_key(address))
    with transaction.atomic():
        theirs = readers.filter(site__in=chosen).select_for_update()
        erased = [_erase(reader, Method.ADMIN, by) for reader in theirs]
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
    )


@sensitive_variables()
def erase(reader: Subscriber) -> bool:
    """Delete a reader of one site who asks for it on their page. False: they are deleted already.

    Keeps the same as ``forget``. No import brings them back, but they may subscribe again.
    """
    with transaction.atomic():
        found = Subscriber.objects.select_for_update().filter(pk=reader.pk).first()
        if found is None:
            return False
        _erase(found, Method.LINK)
    _tell(found)
    return True


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
