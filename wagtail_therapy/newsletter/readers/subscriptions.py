"""How a reader joins and leaves the list: ask, confirm by a link in a mail, unsubscribe."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.email import development_backends

from .. import clock, email_addresses, error_reports
from ..composing import emails
from ..models import ConsentEvent, ConsentText, Heartbeat, Subscriber, Suppression
from ..signals import subscriber_confirmed, subscriber_unsubscribed
from ..transport.backends import Transport
from ..transport.results import Outcome
from ..workers import leases
from . import confirmation_throttle, suppressions

logger = logging.getLogger("wagtail_therapy.newsletter")

# A mail that did not go out is tried again after this. With a worker that dies it is owed at once.
CONFIRMATION_RETRY = timedelta(minutes=5)
CONFIRMATION_ATTEMPTS = 5

Kind = ConsentEvent.Kind
Status = Subscriber.Status


@sensitive_variables()
def request(
    site: Site, email: str, *, consent_text: ConsentText, language: str = "", lane: int = 0
) -> Subscriber:
    """Record a request to subscribe this address, and owe it an email.

    Does the same work for every address, known or not, so that neither the answer nor its cost
    tells which it is. What the mail says is decided when it is sent. Sends nothing itself.
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
            created_at=now,
            requested_at=now,
        )
        Subscriber.objects.bulk_create([newcomer], ignore_conflicts=True)
        subscriber = Subscriber.objects.select_for_update().get(site=site, email_key=key)
        subscriber.owe_confirmation(now, _asked_today(subscriber, now), lane)
        event = record(subscriber, Kind.REQUESTED, "form", consent_text=consent_text)
        # It proves nothing if no mail is owed for it. It is removed in the same steps.
        proof = ConsentEvent.objects.filter(pk=event.pk)
        proof.exclude(subscriber__confirmation_due_at=now).delete()
    return subscriber


def confirm(subscriber: Subscriber, token_version: int) -> bool:
    """Put a reader on the list, because the mailbox's owner says so. False: nothing was waiting."""
    with transaction.atomic():
        lifted = suppressions.reasons(subscriber)
        if not may_confirm(subscriber, token_version):
            return False
        if not subscriber.confirm(token_version, clock.now()):
            return False
        suppressions.of(subscriber).filter(reason__in=Suppression.LIFTED_BY_READER).delete()
        if lifted - {Suppression.Reason.UNSUBSCRIBED}:
            record(subscriber, Kind.LIFTED, "link")
        record(subscriber, Kind.CONFIRMED, "link", consent_text=_requested_text(subscriber))
    subscriber_confirmed.send_robust(sender=Subscriber, subscriber=subscriber)
    return True


def may_confirm(subscriber: Subscriber, token_version: int) -> bool:
    """Whether a link of this version would make the subscription valid.

    A mail that arrives and is confirmed proves that a bounce was wrong, or is over. It does not
    lift a complaint, nor the wish never to be mailed again.
    """
    reasons = suppressions.reasons(subscriber)
    if subscriber.status == Status.SUPPRESSED and not reasons:
        return False
    is_liftable = reasons <= set(Suppression.LIFTED_BY_READER)
    return is_liftable and subscriber.may_confirm(token_version)


def unsubscribe(subscriber: Subscriber, method: Any) -> bool:
    """Take a reader off the list, also for mailings that are running. False: was off already."""
    with transaction.atomic():
        if not subscriber.unsubscribe():
            _note_that_they_left(subscriber, method)
            return False
        suppressions.suppress(subscriber, Suppression.Reason.UNSUBSCRIBED)
        record(subscriber, Kind.UNSUBSCRIBED, method)
    subscriber_unsubscribed.send_robust(sender=Subscriber, subscriber=subscriber)
    return True


def _note_that_they_left(subscriber: Subscriber, method: Any) -> None:
    """Keep that a reader who is suppressed does not want mail, so that it is not allowed again."""
    if subscriber.status != Status.SUPPRESSED:
        return
    left = subscriber.consent_events.filter(kind=Kind.UNSUBSCRIBED)
    if subscriber.confirmed_at:
        left = left.filter(created_at__gte=subscriber.confirmed_at)
    if not left.exists():
        record(subscriber, Kind.UNSUBSCRIBED, method)


def record(subscriber: Subscriber, kind: Any, method: Any, **details: Any) -> ConsentEvent:
    """Add one line to the proof of consent."""
    return ConsentEvent.objects.create(
        site=subscriber.site,
        subscriber=subscriber,
        address_hash=subscriber.address_hash,
        kind=kind,
        method=method,
        created_at=clock.now(),
        **details,
    )


def owed() -> list[int]:
    """Return the ids of readers who are owed a confirmation mail, in the order of their turns."""
    return list(_owed().values_list("pk", flat=True)[: conf.confirmations_per_site_per_hour])


def is_anything_owed() -> bool:
    """Whether any confirmation email is due."""
    return Subscriber.objects.awaiting_confirmation().exists()


def send_owed(limit: int) -> int:
    """Send some of the mails that are owed, in turns; return how many. One query when none is."""
    return sum(send_confirmation(subscriber) for subscriber in _owed()[:limit])


def send_confirmation(subscriber: Subscriber) -> bool:
    """Send the one mail that this reader is owed, if any. True: it was accepted."""
    if development_backends.is_refused():
        return False
    now = clock.now()
    if confirmation_throttle.puts_off(subscriber, now):
        return False
    if not subscriber.claim_confirmation(now, conf.mail_lease):
        return False
    subscriber.refresh_from_db()
    build = (
        None if confirmation_throttle.is_mailbox_full(subscriber, now) else _mail_for(subscriber)
    )
    if build is None:
        subscriber.mark_confirmation_settled()
        return False
    return _send(subscriber, build)


def purge() -> int:
    """Delete addresses that were never confirmed in time, and those whose mail ended long ago.

    Keeps the suppression's hash, and the proof of consent. Returns how many addresses are gone.
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


def _owed() -> QuerySet:
    return Subscriber.objects.awaiting_confirmation().in_turn()


def _mail_for(subscriber: Subscriber) -> Callable[[Subscriber], EmailMultiAlternatives] | None:
    """Return the function that builds the owed mail; None when no mail may be sent at all."""
    reasons = suppressions.reasons(subscriber)
    if reasons - set(Suppression.LIFTED_BY_READER):
        return None
    if subscriber.status == Status.SUPPRESSED and not reasons:
        # Its link could not be confirmed.
        return None
    if subscriber.status in Subscriber.SUBSCRIBED and reasons - {Suppression.Reason.UNSUBSCRIBED}:
        return None
    return {
        Status.PENDING: emails.confirmation,
        Status.UNSUBSCRIBED: emails.confirmation,
        Status.SUPPRESSED: emails.confirmation,
        Status.ACTIVE: emails.already_subscribed,
        Status.PAUSED: emails.already_subscribed,
    }.get(subscriber.status)


def _send(subscriber: Subscriber, build: Callable[[Subscriber], EmailMultiAlternatives]) -> bool:
    try:
        message = build(subscriber)
    except emails.CannotMailError as error:
        # Left owed: the mail goes out once the practice has filled in what is missing.
        logger.error("No confirmation mails for site %s: %s", subscriber.site_id, error)
        subscriber.put_off_confirmation(clock.now() + CONFIRMATION_RETRY, counts=False)
        return False
    except Exception as error:
        # A template that the host overrides. It must not keep the posts behind it from leaving.
        error_reports.forget_addresses(error)
        logger.exception("A confirmation mail for site %s cannot be made", subscriber.site_id)
        return _settle(subscriber, Outcome.DEFERRED)
    with leases.renewed(partial(_hold, subscriber)), Transport() as transport:
        result = transport.send(message)
    return _settle(subscriber, result.verdict, result.reason)


def _hold(subscriber: Subscriber) -> bool:
    return subscriber.put_off_confirmation(clock.now() + conf.mail_lease)


def _settle(subscriber: Subscriber, verdict: Outcome, reason: str = "") -> bool:
    if verdict is Outcome.ACCEPTED:
        Heartbeat.note_sent_confirmation()
        subscriber.mark_confirmation_sent(clock.now())
        return True
    # The others say nothing of this mailbox; the pending retention ends the waiting.
    counts = verdict not in (Outcome.UNREACHABLE, Outcome.MISCONFIGURED)
    if reason and not counts:
        Heartbeat.note_unsent_confirmation(reason)
    is_hopeless = counts and subscriber.confirmation_attempts >= CONFIRMATION_ATTEMPTS
    if verdict in (Outcome.GONE, Outcome.REJECTED, Outcome.REFUSED) or is_hopeless:
        subscriber.mark_confirmation_settled()
    else:
        # A second confirmation email does no harm, and a person is waiting for it.
        subscriber.put_off_confirmation(clock.now() + CONFIRMATION_RETRY, counts=counts)
    if verdict is Outcome.GONE:
        suppressions.bounce(subscriber)
    return False


def _requested_text(subscriber: Subscriber) -> ConsentText | None:
    asked = subscriber.consent_events.filter(kind=Kind.REQUESTED).order_by("-pk").first()
    return asked and asked.consent_text
