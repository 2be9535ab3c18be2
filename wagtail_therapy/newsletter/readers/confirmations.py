"""Sends readers the emails that ask them to confirm, or say that they are subscribed already."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails import development_backends

from .. import clock
from ..composing import emails, emails_to_readers
from ..models import Heartbeat, Subscriber, Suppression
from ..personal_data import error_reports
from ..transport.backends import Transport
from ..transport.results import Outcome
from ..workers import leases
from . import confirmation_throttle, reminders, suppressions

logger = logging.getLogger("wagtail_therapy.newsletter")

# After a failure. If a worker dies, the email is due again at once.
RETRY_AFTER = timedelta(minutes=5)
MAX_ATTEMPTS = 5

Status = Subscriber.Status


def due() -> list[int]:
    """Return the ids of readers whose confirmation email is due, in the order of their turns."""
    return list(_due().values_list("pk", flat=True)[: conf.confirmations_per_site_per_hour])


def are_any_due() -> bool:
    """Whether any reader waits for a confirmation email."""
    return Subscriber.objects.awaiting_confirmation().exists()


def send_due(limit: int) -> int:
    """Send at most so many of the due emails; return how many. One query if none is due."""
    return sum(send(subscriber) for subscriber in _due()[:limit])


def send(subscriber: Subscriber) -> bool:
    """Send this reader the email that is due, if any. True: it was accepted."""
    if development_backends.is_refused():
        return False
    now = clock.now()
    if confirmation_throttle.is_at_limit(subscriber, now):
        return False
    if not subscriber.claim_confirmation(now, conf.mail_lease):
        return False
    subscriber.refresh_from_db()
    if subscriber.invited_by_id and subscriber.confirmation_attempts == 1:
        subscriber.begin_waiting(now)
    build = _builder(subscriber)
    if build is None or confirmation_throttle.is_mailbox_at_limit(subscriber, now):
        subscriber.mark_confirmation_settled()
        return False
    return _send(subscriber, build)


def _due() -> QuerySet:
    return Subscriber.objects.awaiting_confirmation().in_turn()


def _builder(subscriber: Subscriber) -> Callable[[Subscriber], EmailMultiAlternatives] | None:
    """Return the function that builds the email; None if none may be sent to this reader."""
    reasons = suppressions.reasons(subscriber)
    if reasons - set(Suppression.LIFTED_BY_READER):
        return None
    if subscriber.status == Status.SUPPRESSED and not reasons:
        # Its link could not be confirmed.
        return None
    if subscriber.status in Subscriber.SUBSCRIBED and reasons - {Suppression.Reason.UNSUBSCRIBED}:
        return None
    return {
        Status.PENDING: _asking(subscriber),
        Status.UNSUBSCRIBED: emails_to_readers.confirmation,
        Status.SUPPRESSED: emails_to_readers.confirmation,
        Status.ACTIVE: emails_to_readers.already_subscribed,
        Status.PAUSED: emails_to_readers.already_subscribed,
    }.get(subscriber.status)


def _asking(subscriber: Subscriber) -> Callable[[Subscriber], EmailMultiAlternatives]:
    if subscriber.invited_by_id:
        return emails_to_readers.invitation
    return (
        emails_to_readers.reminder
        if reminders.is_due(subscriber)
        else emails_to_readers.confirmation
    )


def _send(subscriber: Subscriber, build: Callable[[Subscriber], EmailMultiAlternatives]) -> bool:
    try:
        message = build(subscriber)
    except emails.CannotMailError as error:
        # Still due: it is sent once the practice has filled in what is missing.
        logger.error("No confirmation emails for site %s: %s", subscriber.site_id, error)
        subscriber.postpone_confirmation(clock.now() + RETRY_AFTER, counts=False)
        return False
    except Exception as error:
        # Most likely in a template of the host. The emails after it must be sent all the same.
        error_reports.remove_addresses(error)
        logger.exception("A confirmation email for site %s cannot be built", subscriber.site_id)
        return _settle(subscriber, Outcome.DEFERRED)
    with leases.renewed(partial(_renew_claim, subscriber)), Transport() as transport:
        result = transport.send(message)
    return _settle(subscriber, result.outcome, result.reason)


def _renew_claim(subscriber: Subscriber) -> bool:
    return subscriber.postpone_confirmation(clock.now() + conf.mail_lease)


def _settle(subscriber: Subscriber, outcome: Outcome, reason: str = "") -> bool:
    if outcome is Outcome.ACCEPTED:
        Heartbeat.clear_unsent(Heartbeat.CONFIRMATIONS)
        subscriber.mark_confirmation_sent(clock.now())
        return True
    # These two say nothing about this mailbox. PENDING_RETENTION ends the wait.
    counts = outcome not in (Outcome.UNREACHABLE, Outcome.MISCONFIGURED)
    if reason and not counts:
        Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, reason)
    is_hopeless = counts and subscriber.confirmation_attempts >= MAX_ATTEMPTS
    if outcome in (Outcome.GONE, Outcome.REJECTED, Outcome.REFUSED) or is_hopeless:
        subscriber.mark_confirmation_settled()
    else:
        # A second confirmation email does no harm, and a person is waiting for it.
        subscriber.postpone_confirmation(clock.now() + RETRY_AFTER, counts=counts)
    if outcome is Outcome.GONE:
        suppressions.bounce(subscriber)
    return False
