"""Records what mail providers report about deliveries: in any order, late, or more than once.

A delivery's state follows from all its reports together, and a repeated report changes nothing.
"""

from typing import Any

from django.db import IntegrityError, transaction
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import email_addresses
from ..models import ConsentEvent, Delivery, Mailing, Subscriber, Suppression
from ..models.event_types import EventType
from ..readers import subscriptions, suppressions
from ..sending import mailings
from ..signals import DeliveryResult
from . import parsing
from .parsing import Report

# A bounce may come hours after the mailbox's server accepted the email, so these outweigh all.
REFUSED = [EventType.GONE, EventType.BLOCKED, EventType.FAILED]
# For a while, perhaps: a later delivery outweighs these.
RETURNED = [EventType.FULL, EventType.RETURNED]
# Count against a mailbox if no email arrives in between. A block doesn't: it is about us.
MISSED = [EventType.DEFERRED, *RETURNED]
# True of an address, whichever email they were about.
ABOUT_ADDRESS = [EventType.GONE, EventType.COMPLAINED, EventType.UNSUBSCRIBED]

State = Delivery.State


def record(event: Any, esp_name: str) -> bool:
    """Record a tracking event from anymail. False: it is known already, or not about our email.

    Never raises because of the event's content. Database errors reach the provider, which then
    repeats the report.
    """
    report = parsing.read(event, esp_name)
    if report is None:
        return False
    found = _find(report)
    return _record_of(report, found) if found else _record_of_address(report)


def _record_of(report: Report, found: Delivery) -> bool:
    with transaction.atomic():
        delivery = _lock(found)
        if delivery is None or not _note(report, delivery):
            return False
        kinds = list(delivery.provider_events.values_list("event_type", flat=True))
        is_first = kinds.count(report.kind) == 1
        if is_first:
            _tell_list(report, delivery.mailing.site)
        _settle(delivery, set(kinds), report.message_id)
        if is_first and report.kind == EventType.COMPLAINED:
            Delivery.objects.filter(pk=delivery.pk).tell(DeliveryResult.COMPLAINED)
    return True


def _record_of_address(report: Report) -> bool:
    """Record a report about an email without a delivery, such as a confirmation email.

    Only its effect on the list is stored. Repeating it changes nothing more.
    """
    if report.kind not in ABOUT_ADDRESS:
        return False
    sites = _sites_that_mailed(report.address_hashes)
    for site in sites:
        with transaction.atomic():
            _tell_list(report, site)
    return bool(sites)


def _sites_that_mailed(hashes: list[str]) -> list[Site]:
    known = Subscriber.objects.filter(address_hash__in=hashes)
    # An attempt counts: the report may come before the server's answer, or the answer may never
    # come.
    mailed = known.exclude(confirmation_sent_at=None, confirmed_at=None, confirmation_attempts=0)
    erased = ConsentEvent.objects.filter(address_hash__in=hashes, subscriber=None)
    sites = {*mailed.values_list("site", flat=True), *erased.values_list("site", flat=True)}
    return list(Site.objects.filter(pk__in=sites).order_by("pk"))


def _find(report: Report) -> Delivery | None:
    """Return the delivery that the report is about, never one to another reader."""
    theirs = Delivery.objects.filter(email_hash__in=report.address_hashes)
    if report.delivery_id is not None:
        theirs = theirs.filter(pk=report.delivery_id)
    elif report.message_id:
        # Through the subscriber: there is no index on providers' message ids.
        theirs = theirs.filter(
            subscriber__address_hash__in=report.address_hashes, provider_id=report.message_id
        )
    else:
        return None
    return theirs.first()


def _lock(delivery: Delivery) -> Delivery | None:
    """Make other events about this delivery wait; None if it is gone by now."""
    if delivery.state != State.SENT:
        # Its mailing may have to be counted again. Where both are locked, the mailing comes first.
        Mailing.objects.select_for_update().filter(pk=delivery.mailing_id).first()
    return Delivery.objects.select_for_update().filter(pk=delivery.pk).first()


def _note(report: Report, delivery: Delivery) -> bool:
    try:
        with transaction.atomic():
            delivery.provider_events.create(
                provider=report.provider,
                event_id=report.event_id,
                event_type=report.kind,
                occurred_at=report.occurred_at,
            )
    except IntegrityError:
        return False
    return True


def _tell_list(report: Report, site: Site) -> None:
    """Update the list of readers after a report that was not known before."""
    reader = suppressions.locked_reader(site, report.address_hashes)
    if _is_outdated(report, site, reader):
        return
    match report.kind:
        case EventType.GONE:
            suppressions.stop(site, report.address_hashes, Suppression.Reason.BOUNCED)
        case EventType.COMPLAINED:
            suppressions.complain(site, report.address_hashes)
        case EventType.UNSUBSCRIBED if reader:
            subscriptions.unsubscribe(reader, ConsentEvent.Method.PROVIDER)
        case EventType.DELIVERED if reader and reader.soft_bounces:
            _count_soft_bounces(reader)
        case EventType.DEFERRED | EventType.FULL | EventType.RETURNED if reader:
            _count_soft_bounces(reader)


def _is_outdated(report: Report, site: Site, reader: Subscriber | None) -> bool:
    """Whether the reader or, after a bounce, the practice has said otherwise since."""
    is_wish = report.kind in (EventType.COMPLAINED, EventType.UNSUBSCRIBED)
    hashes = report.address_hashes
    said_at = suppressions.outdated_before(site, hashes, reader, is_wish=is_wish)
    return bool(said_at and said_at > report.occurred_at)


def _count_soft_bounces(reader: Subscriber) -> None:
    """Count the emails that came back since the last one that arrived, and stop after too many."""
    hashes = email_addresses.address_hashes(reader.email)
    mails = reader.deliveries.filter(email_hash__in=hashes)
    arrived = mails.filter(provider_events__event_type=EventType.DELIVERED).order_by("pk").last()
    asked_at = suppressions.outdated_before(reader.site, hashes, reader, is_wish=False)
    missed = mails.filter(
        pk__gt=arrived.pk if arrived else 0,
        provider_events__event_type__in=MISSED,
        **({"provider_events__occurred_at__gte": asked_at} if asked_at else {}),
    )
    number = missed.distinct().count()
    Subscriber.objects.filter(pk=reader.pk).update(soft_bounces=number)
    if conf.soft_bounce_limit and number >= conf.soft_bounce_limit:
        suppressions.stop(reader.site, hashes, Suppression.Reason.UNREACHABLE)


def _settle(delivery: Delivery, kinds: set[str], message_id: str) -> None:
    """Set the delivery's state from its reports, even if a worker has claimed it."""
    state, reason = _outcome(kinds)
    if (delivery.state, delivery.error_class) == (state, reason) or not delivery.attempts:
        return
    settled = Delivery.objects.filter(pk=delivery.pk)
    settled.update(
        state=state,
        error_class=reason,
        lease=None,
        provider_id=delivery.provider_id or message_id,
    )
    if delivery.state != state:
        is_sent = state == State.SENT
        settled.tell(DeliveryResult.SENT if is_sent else DeliveryResult.BOUNCED)
    mailings.recount_late_result(delivery.mailing)


def _outcome(kinds: set[str]) -> tuple[Any, str]:
    """Return a delivery's state according to all its reports, and the reason."""
    refused = [kind for kind in REFUSED if kind in kinds]
    if not refused and EventType.DELIVERED not in kinds:
        refused = [kind for kind in RETURNED if kind in kinds]
    if refused:
        return State.FAILED, f"reported as {refused[0].value}"
    return State.SENT, ""
