"""How readers join and leave the list: they ask, confirm by a link in an email, unsubscribe."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock, email_addresses
from ..models import (
    ConsentEvent,
    ConsentText,
    NewsletterSettings,
    ReaderEmail,
    Subscriber,
    Suppression,
)
from ..signals import subscriber_confirmed, subscriber_unsubscribed
from . import reader_emails, suppressions

Kind = ConsentEvent.Kind
Status = Subscriber.Status


@sensitive_variables()
def request(
    site: Site, email: str, *, consent_text: ConsentText, language: str = "", lane: int = 0
) -> Subscriber:
    """Record a request to subscribe this address, and make an email to it due.

    Does the same work for every address, known or not, so that neither the response nor its time
    tells whether it is on the list. What the email says is decided when it is sent. Sends nothing.
    """
    now = clock.now()
    key = email_addresses.address_key(email)
    with transaction.atomic():
        newcomer = Subscriber(
            site=site,
            email=email,
            email_key=key,
            address_hash=suppressions.known_hash(site, email_addresses.address_hashes(email)),
            language=language,
            frequency=NewsletterSettings.read(site).frequency,
            created_at=now,
            requested_at=now,
        )
        Subscriber.objects.bulk_create([newcomer], ignore_conflicts=True)
        subscriber = Subscriber.objects.select_for_update().get(site=site, email_key=key)
        subscriber.request_confirmation(now, _asked_today(subscriber, now), lane)
        event = record(subscriber, Kind.REQUESTED, "form", consent_text=consent_text)
        # Without an email it proves nothing. It is always written first, to take the same time.
        proof = ConsentEvent.objects.filter(pk=event.pk)
        proof.exclude(subscriber__confirmation_due_at=now).delete()
    return subscriber


def confirm(subscriber: Subscriber, token_version: int) -> bool:
    """Put a reader who confirmed on the list. False: there was nothing to confirm."""
    with transaction.atomic():
        lifted = suppressions.reasons(subscriber)
        if not may_confirm(subscriber, token_version):
            return False
        # It may have changed since, and they may come back after years.
        default = NewsletterSettings.read(subscriber.site).frequency
        Subscriber.objects.filter(pk=subscriber.pk).set_default_frequency(default)
        if not subscriber.confirm(token_version, clock.now()):
            return False
        suppressions.of(subscriber).filter(reason__in=Suppression.LIFTED_BY_READER).delete()
        if lifted - {Suppression.Reason.UNSUBSCRIBED}:
            record(subscriber, Kind.LIFTED, "link")
        record(subscriber, Kind.CONFIRMED, "link", consent_text=_requested_text(subscriber))
        if NewsletterSettings.read(subscriber.site).sends_welcome:
            reader_emails.queue(subscriber, ReaderEmail.Kind.WELCOME)
    subscriber_confirmed.send_robust(sender=Subscriber, subscriber=subscriber)
    return True


def may_confirm(subscriber: Subscriber, token_version: int) -> bool:
    """Whether a link of this version can confirm the subscription.

    An email that arrives and is confirmed proves that a bounce was wrong, or is over. It doesn't
    lift a complaint, or the wish never to be emailed again.
    """
    reasons = suppressions.reasons(subscriber)
    if subscriber.status == Status.SUPPRESSED and not reasons:
        return False
    is_liftable = reasons <= set(Suppression.LIFTED_BY_READER)
    return is_liftable and subscriber.may_confirm(token_version)


def unsubscribe(subscriber: Subscriber, method: Any, *, by: str = "") -> bool:
    """Take a reader off the list and out of running mailings. False: they had left already.

    ``by``: who in the practice did it for them.
    """
    with transaction.atomic():
        if not subscriber.unsubscribe():
            _record_wish_to_leave(subscriber, method)
            return False
        suppressions.suppress(subscriber, Suppression.Reason.UNSUBSCRIBED)
        record(subscriber, Kind.UNSUBSCRIBED, method, by=by)
    subscriber_unsubscribed.send_robust(sender=Subscriber, subscriber=subscriber)
    return True


def _record_wish_to_leave(subscriber: Subscriber, method: Any) -> None:
    """Record that a suppressed reader wants no emails, so that lifting it mails them nothing."""
    if subscriber.status != Status.SUPPRESSED:
        return
    left = subscriber.consent_events.filter(kind=Kind.UNSUBSCRIBED)
    if subscriber.confirmed_at:
        left = left.filter(created_at__gte=subscriber.confirmed_at)
    if not left.exists():
        record(subscriber, Kind.UNSUBSCRIBED, method)


def record(subscriber: Subscriber, kind: Any, method: Any, **details: Any) -> ConsentEvent:
    """Add an event to the proof of consent."""
    return ConsentEvent.objects.create(
        site=subscriber.site,
        subscriber=subscriber,
        address_hash=subscriber.address_hash,
        kind=kind,
        method=method,
        created_at=clock.now(),
        **details,
    )


def purge() -> int:
    """Delete addresses that weren't confirmed in time, and those of readers who left long ago.

    Keeps suppressions, which have only a hash, and the proof of consent. Returns how many addresses
    were deleted.
    """
    now = clock.now()
    unconfirmed = Subscriber.objects.never_confirmed(now - conf.pending_retention)
    ended = Subscriber.objects.ended(now - conf.unsubscribed_retention)
    with transaction.atomic():
        for purged in (unconfirmed, ended.filter(confirmed_at=None)):
            ConsentEvent.objects.filter(subscriber__in=purged, kind=Kind.REQUESTED).delete()
        gone = [purged.delete()[1] for purged in (unconfirmed, ended)]
    return sum(by_model.get(Subscriber._meta.label, 0) for by_model in gone)


def _asked_today(subscriber: Subscriber, now: datetime) -> int:
    day = now - timedelta(days=1), now + clock.SKEW
    asked = subscriber.consent_events.filter(kind=Kind.REQUESTED, created_at__range=day)
    return asked.count()


def _requested_text(subscriber: Subscriber) -> ConsentText | None:
    asking = subscriber.consent_events.filter(kind__in=[Kind.REQUESTED, Kind.INVITED])
    asked = asking.order_by("-pk").first()
    return asked and asked.consent_text
