"""Readers who change their address: they ask for it, and confirm it at the new one.

The row and its uuid stay, so links in earlier emails keep working.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.conf import conf

from .. import clock, email_addresses
from ..models import ConsentEvent, Delivery, FormerLink, ReaderEmail, Subscriber, Suppression
from ..models.subscribers import NO_NEW_EMAIL
from ..signals import subscriber_unsubscribed
from . import reader_emails

Kind, Method = ConsentEvent.Kind, ConsentEvent.Method
State = Delivery.State
# An email that has gone out, or may have.
GONE_OUT = [State.SENDING, State.SENT, State.UNKNOWN]


@sensitive_variables()
def request(subscriber: Subscriber, address: str) -> bool:
    """Make an email to a new, cleaned address due, which asks to confirm it. Sends nothing.

    Nothing tells whether that address is on the list. False: it is theirs already, or they have
    left.
    """
    if email_addresses.address_key(address) == subscriber.email_key:
        return False
    if not subscriber.request_new_email(address, clock.now()):
        return False
    reader_emails.queue(subscriber, ReaderEmail.Kind.NEW_ADDRESS, address)
    return True


def forget_requests() -> int:
    """Delete new addresses that weren't confirmed in time; return how many."""
    oldest = clock.now() - conf.pending_retention
    late = Subscriber.objects.filter(new_email_requested_at__lt=oldest)
    return late.update(**NO_NEW_EMAIL)


def may_confirm(subscriber: Subscriber, token_version: int, address_hash: str) -> bool:
    """Whether a link to confirm a new address still works."""
    if subscriber.status not in Subscriber.SUBSCRIBED or not subscriber.new_email:
        return False
    hashes = email_addresses.address_hashes(subscriber.new_email)
    is_current = subscriber.token_version == token_version and address_hash in hashes
    return is_current and _reasons(subscriber, hashes) <= set(Suppression.LIFTED_BY_READER)


def is_confirmed(subscriber: Subscriber, address_hash: str) -> bool:
    """Whether the reader has the address to which a link leads."""
    is_theirs = address_hash in email_addresses.address_hashes(subscriber.email)
    return is_theirs and subscriber.status in Subscriber.SUBSCRIBED


@sensitive_variables()
def confirm(subscriber: Subscriber, token_version: int, address_hash: str) -> bool:
    """Change a reader's address to the one that they have confirmed, and tell the former one.

    If the new address is on the list already, its row becomes one with this. False: the link
    doesn't work any more.
    """
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if not may_confirm(subscriber, token_version, address_hash):
            return False
        former, former_hash = subscriber.email, subscriber.address_hash
        hashes = email_addresses.address_hashes(subscriber.new_email)
        _lift(subscriber, hashes)
        _merge(subscriber)
        subscriber.change_email(hashes[0])
        _redirect_deliveries(subscriber)
        _record(subscriber, former_hash)
        reader_emails.queue(subscriber, ReaderEmail.Kind.ADDRESS_CHANGED, former)
    return True


def _reasons(subscriber: Subscriber, hashes: list[str]) -> set[str]:
    found = Suppression.objects.filter(site=subscriber.site, address_hash__in=hashes)
    return set(found.values_list("reason", flat=True))


def _lift(subscriber: Subscriber, hashes: list[str]) -> None:
    """Allow emails to an address whose owner has just asked for them."""
    reasons = _reasons(subscriber, hashes)
    Suppression.objects.filter(site=subscriber.site, address_hash__in=hashes).delete()
    if reasons - {Suppression.Reason.UNSUBSCRIBED}:
        _event(subscriber, Kind.LIFTED, hashes[0])


@sensitive_variables()
def _merge(subscriber: Subscriber) -> None:
    """Delete another row of the new address; links in emails to it lead to this one.

    Emails of a running mailing that the other row got aren't sent to the same mailbox again.
    """
    key = email_addresses.address_key(subscriber.new_email)
    same = Subscriber.objects.filter(site=subscriber.site, email_key=key).exclude(pk=subscriber.pk)
    other = same.select_for_update().first()
    if other is None:
        return
    got = Delivery.objects.filter(subscriber=other, state__in=GONE_OUT).values("mailing")
    waiting = subscriber.deliveries.filter(state=State.QUEUED, mailing__in=got)
    waiting.update(subscriber=None)
    other.former_links.update(subscriber=subscriber)
    FormerLink.objects.create(uuid=other.uuid, subscriber=subscriber)
    if other.confirmed_at is None:
        # Consent that was never given needs no proof.
        other.consent_events.filter(kind=Kind.REQUESTED).delete()
    Subscriber.objects.filter(pk=other.pk).delete()
    if other.status in Subscriber.SUBSCRIBED:
        transaction.on_commit(partial(_tell_of_end, other), robust=True)


def _tell_of_end(subscriber: Subscriber) -> None:
    subscriber_unsubscribed.send_robust(sender=Subscriber, subscriber=subscriber)


def _redirect_deliveries(subscriber: Subscriber) -> None:
    """Let queued emails check the suppressions of the new address, where they are going now."""
    queued = subscriber.deliveries.filter(state=State.QUEUED)
    queued.update(email_hash=subscriber.address_hash)


def _record(subscriber: Subscriber, former_hash: str) -> None:
    # The former address is deleted, and no import brings it back.
    _event(subscriber, Kind.ERASED, former_hash, is_of_reader=False)
    _event(subscriber, Kind.NEW_ADDRESS, subscriber.address_hash)


def _event(
    subscriber: Subscriber, kind: Any, address_hash: str, *, is_of_reader: bool = True
) -> None:
    ConsentEvent.objects.create(
        site=subscriber.site,
        subscriber=subscriber if is_of_reader else None,
        address_hash=address_hash,
        kind=kind,
        method=Method.LINK,
        created_at=clock.now(),
    )
