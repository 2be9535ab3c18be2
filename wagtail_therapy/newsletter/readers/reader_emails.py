"""Sends emails to one reader each: the link to their page, a welcome, news of their address.

They wait in a queue of their own, which works as that of ``confirmations``.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails import development_backends

from .. import clock, email_addresses
from ..composing import emails, emails_to_readers
from ..models import Heartbeat, NewsletterSettings, ReaderEmail, Subscriber, Suppression
from ..personal_data import error_reports
from ..transport.backends import Transport
from ..transport.results import Outcome
from ..workers import leases
from . import suppressions

logger = logging.getLogger("wagtail_therapy.newsletter")

# After a failure. If a worker dies, the email is due again at once.
RETRY_AFTER = timedelta(minutes=5)
MAX_ATTEMPTS = 5
# Anyone may ask for a reader's link, and a reader may enter the addresses of others.
PER_DAY = {ReaderEmail.Kind.LINK: 3, ReaderEmail.Kind.NEW_ADDRESS: 3}
LINK_PAUSE = timedelta(minutes=10)
DAY = timedelta(days=1)
# The next sweep finds the others.
AT_ONCE = 100

Kind = ReaderEmail.Kind
Build = Callable[[ReaderEmail], EmailMultiAlternatives]


@sensitive_variables()
def queue(subscriber: Subscriber, kind: Any, address: str = "") -> None:
    """Make an email to a reader due, unless one of this kind is due already. Sends nothing."""
    ReaderEmail.objects.queue(kind, Subscriber.objects.filter(pk=subscriber.pk), address)


def are_any_due() -> bool:
    return ReaderEmail.objects.due().exists()


def due() -> list[ReaderEmail]:
    """Return some of the due emails, those that wait longest first. One query."""
    return list(ReaderEmail.objects.due().select_related("subscriber__site")[:AT_ONCE])


def send_due() -> int:
    """Send some of the due emails; return how many were accepted."""
    return sum(send(reader_email) for reader_email in due())


def send(reader_email: ReaderEmail) -> bool:
    """Send an email if it is due. True: it was accepted. Never raises because of its content."""
    if development_backends.is_refused() or not reader_email.claim(clock.now(), conf.mail_lease):
        return False
    found = ReaderEmail.objects.select_related("subscriber__site").filter(pk=reader_email.pk)
    claimed = found.first()
    if claimed is None:
        # The reader has been erased meanwhile.
        return False
    if not may_send(claimed):
        claimed.delete()
        return False
    return _send(claimed, BUILDERS[claimed.kind])


def purge() -> int:
    """Delete emails that no limit counts any more, and those that come too late to be of use.

    Returns how many were deleted.
    """
    now = clock.now()
    is_late = Q(created_at__lt=now - conf.pending_retention)
    is_late |= Q(kind=Kind.LINK, created_at__lt=now - DAY)
    late = ReaderEmail.objects.filter(is_late, due_at__isnull=False)
    return ReaderEmail.objects.delete_settled(now - DAY) + late.delete()[0]


@sensitive_variables()
def may_send(reader_email: ReaderEmail) -> bool:
    """Whether the email may be sent now: the reader may have left since, or had enough of them."""
    subscriber = reader_email.subscriber
    if reader_email.kind == Kind.ADDRESS_CHANGED:
        # Even if they have left since: perhaps it wasn't them.
        return not _is_stopped(subscriber, reader_email.address)
    if subscriber.status not in Subscriber.SUBSCRIBED or is_at_limit(reader_email):
        return False
    match reader_email.kind:
        case Kind.NEW_ADDRESS:
            # They may have corrected it since.
            is_current = subscriber.new_email == reader_email.address
            return is_current and not _is_stopped(subscriber, reader_email.address)
        case Kind.WELCOME:
            is_wanted = NewsletterSettings.read(subscriber.site).sends_welcome
            return is_wanted and subscriber.is_mailable
    return not suppressions.reasons(subscriber)


def is_at_limit(reader_email: ReaderEmail) -> bool:
    """Whether the reader was sent this kind of email a moment ago, or often enough today."""
    most = PER_DAY.get(Kind(reader_email.kind))
    if most is None:
        return False
    now = clock.now()
    same = ReaderEmail.objects.filter(subscriber=reader_email.subscriber_id, kind=reader_email.kind)
    is_repeated = reader_email.kind == Kind.LINK and same.settled_since(now - LINK_PAUSE).exists()
    return is_repeated or same.settled_since(now - DAY).count() >= most


@sensitive_variables()
def _is_stopped(subscriber: Subscriber, address: str) -> bool:
    """Whether another address of the reader must not be mailed, not even about this."""
    hashes = email_addresses.address_hashes(address)
    found = Suppression.objects.filter(site=subscriber.site, address_hash__in=hashes)
    return found.exclude(reason__in=Suppression.LIFTED_BY_READER).exists()


def _send(reader_email: ReaderEmail, build: Build) -> bool:
    try:
        message = build(reader_email)
    except emails.CannotMailError as error:
        # Still due: it is sent once the practice has filled in what is missing.
        logger.error("No emails to readers of site %s: %s", reader_email.subscriber.site_id, error)
        reader_email.postpone(clock.now() + RETRY_AFTER, counts=False)
        return False
    except Exception as error:
        # Most likely in a template of the host. The emails after it must be sent all the same.
        error_reports.remove_addresses(error)
        logger.exception("Email %s to a reader cannot be built", reader_email.pk)
        return _settle(reader_email, Outcome.DEFERRED, type(error).__name__)
    with leases.renewed(partial(_renew_claim, reader_email)), Transport() as transport:
        result = transport.send(message)
    return _settle(reader_email, result.outcome, result.reason)


def _renew_claim(reader_email: ReaderEmail) -> bool:
    return reader_email.postpone(clock.now() + conf.mail_lease)


def _settle(reader_email: ReaderEmail, outcome: Outcome, reason: str) -> bool:
    if outcome is Outcome.ACCEPTED:
        Heartbeat.clear_unsent(Heartbeat.READER_EMAILS)
        reader_email.mark_settled(clock.now())
        return True
    # These two say nothing about this mailbox.
    counts = outcome not in (Outcome.UNREACHABLE, Outcome.MISCONFIGURED)
    is_hopeless = counts and reader_email.attempts >= MAX_ATTEMPTS
    if reason and not counts:
        Heartbeat.record_unsent(Heartbeat.READER_EMAILS, reason)
    if outcome in (Outcome.GONE, Outcome.REJECTED, Outcome.REFUSED) or is_hopeless:
        reader_email.mark_settled(clock.now(), reason or outcome.name.lower())
    else:
        # A second one does no harm, and a person may be waiting for it.
        reader_email.postpone(clock.now() + RETRY_AFTER, counts=counts)
    if outcome is Outcome.GONE and reader_email.kind in (Kind.LINK, Kind.WELCOME):
        suppressions.bounce(reader_email.subscriber)
    return False


BUILDERS: dict[Any, Build] = {
    Kind.LINK: lambda reader_email: emails_to_readers.link(reader_email.subscriber),
    Kind.NEW_ADDRESS: lambda reader_email: emails_to_readers.new_address(reader_email.subscriber),
    Kind.ADDRESS_CHANGED: lambda reader_email: emails_to_readers.address_changed(
        reader_email.subscriber, reader_email.address
    ),
    Kind.WELCOME: lambda reader_email: emails_to_readers.welcome(reader_email.subscriber),
}
