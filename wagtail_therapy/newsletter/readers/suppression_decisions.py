"""Stops all emails to an address, and allows them again, as its owner or the practice decides.

The proof of consent records each decision. For those of the practice it records who and why, and so
does Wagtail's audit log.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Site

from .. import audit_log, clock, email_addresses
from ..models import ConsentEvent, Subscriber, Suppression
from . import subscriptions, suppressions

Kind, Why = ConsentEvent.Kind, ConsentEvent.Why
Reason = Suppression.Reason

STOP_FOR: list[Any] = [Why.ASKED, Why.PRACTICE]
# The reasons for which the practice may lift a suppression. Only the owner of the address can take
# back a complaint, or the wish never to be mailed.
LIFT_FOR: dict[Any, list[Any]] = {
    Reason.UNREACHABLE: [Why.WORKS, Why.ASKED],
    Reason.BOUNCED: [Why.WORKS, Why.ASKED],
    Reason.COMPLAINED: [Why.ASKED],
    Reason.BY_REQUEST: [Why.ASKED],
}
LIFTS: list[Any] = [Why.WORKS, Why.ASKED, Why.MISTAKE]


def suppress(site: Site, hashes: list[str], why: Any, *, by: str, user: Any = None) -> bool:
    """Never mail an address again. False: that was decided already.

    ``hashes``: those of one address with all keys, the key in use first.
    """
    with transaction.atomic():
        reader = suppressions.locked_reader(site, hashes)
        found = _suppression(site, hashes)
        if found and found.reason == Reason.BY_REQUEST:
            return False
        if reader and reader.status in Subscriber.SUBSCRIBED:
            subscriptions.unsubscribe(reader, ConsentEvent.Method.ADMIN)
        suppressions.stop(site, hashes, Reason.BY_REQUEST)
        address_hash = suppressions.known_hash(site, hashes)
        _keep(site, reader, address_hash, kind=Kind.SUPPRESSED, why=why, by=by)
        audit_log.record_reader(reader, site, audit_log.SUPPRESS, user=user, why=why, by=by)
    return True


def never_again(site: Site, address_hash: str, subscriber: Subscriber | None) -> None:
    """Never mail an address again, because its owner used the link in an email.

    Not even to ask whether they want to subscribe. The reader may already be deleted.
    """
    hashes = [address_hash]
    if subscriber and _has_moved(subscriber, address_hash):
        subscriber = None
    with transaction.atomic():
        if subscriber:
            hashes = email_addresses.address_hashes(subscriber.email)
            if subscriber.status in Subscriber.SUBSCRIBED:
                subscriptions.unsubscribe(subscriber, ConsentEvent.Method.LINK)
        suppressions.stop(site, hashes, Reason.BY_REQUEST)
        _note_refusal(site, hashes, subscriber)


def _has_moved(subscriber: Subscriber, address_hash: str) -> bool:
    """Whether the reader of a link has another address now, which the link isn't about."""
    moved = subscriber.consent_events.filter(kind=Kind.NEW_ADDRESS)
    hashes = email_addresses.address_hashes(subscriber.email)
    return address_hash not in hashes and moved.exists()


def _note_refusal(site: Site, hashes: list[str], subscriber: Subscriber | None) -> None:
    """Record once that the owner of the address stopped all emails."""
    theirs = {"kind": Kind.SUPPRESSED, "method": ConsentEvent.Method.LINK}
    if not suppressions.decisions(site, hashes).filter(**theirs).exists():
        address_hash = suppressions.known_hash(site, hashes)
        ConsentEvent.objects.create(
            site=site,
            subscriber=subscriber,
            address_hash=address_hash,
            created_at=clock.now(),
            **theirs,
        )


def lift(site: Site, hashes: list[str], why: Any, *, by: str, user: Any = None) -> bool:
    """Allow emails to an address again. False: it isn't suppressed, or this reason doesn't lift it.

    A reader whose emails only came back is subscribed again. Readers who complained, or asked never
    to be mailed, get nothing before they sign up and confirm by email.
    """
    with transaction.atomic():
        reader = suppressions.locked_reader(site, hashes)
        found = _suppression(site, hashes)
        if found is None or why not in reasons_to_lift(site, hashes):
            return False
        _lift(reader, found)
        _keep(site, reader, found.address_hash, kind=Kind.LIFTED, why=why, by=by)
        audit_log.record_reader(reader, site, audit_log.LIFT, user=user, why=why, by=by)
    return True


def reasons_to_lift(site: Site, hashes: list[str]) -> list[Any]:
    """Return the reasons for which the practice may lift a suppression; empty if there is none."""
    found = Suppression.objects.filter(site=site, address_hash__in=hashes).first()
    reasons = LIFT_FOR.get(found.reason, []) if found else []
    is_ours = found is not None and found.reason == Reason.BY_REQUEST and _is_ours(site, hashes)
    return [*reasons, Why.MISTAKE] if is_ours else reasons


def _is_ours(site: Site, hashes: list[str]) -> bool:
    """Whether only the practice decided that an address isn't mailed."""
    said = suppressions.decisions(site, hashes).filter(kind__in=[Kind.SUPPRESSED, Kind.COMPLAINED])
    ours = said.filter(method=ConsentEvent.Method.ADMIN, why=Why.PRACTICE)
    return said.exists() and ours.count() == said.count()


def _lift(reader: Subscriber | None, found: Suppression) -> None:
    """Delete a suppression, or keep it if the owner of the address doesn't want emails."""
    is_wanted = is_still_wanted(reader, found)
    if reader:
        reader.lift(is_wanted=is_wanted)
    if is_wanted:
        found.delete()
    else:
        # No import may bring them back; they can, because a confirmed wish lifts this.
        found.reason = Reason.UNSUBSCRIBED
        found.save(update_fields=["reason"])


def is_still_wanted(reader: Subscriber | None, suppression: Suppression) -> bool:
    """Whether the owner of the address has never said that they want no emails."""
    said = ConsentEvent.objects.filter(
        Q(subscriber=reader) if reader else Q(address_hash=suppression.address_hash),
        site=suppression.site_id,
        kind__in=[Kind.UNSUBSCRIBED, Kind.COMPLAINED, Kind.SUPPRESSED],
    )
    if reader and reader.confirmed_at:
        said = said.filter(created_at__gte=reader.confirmed_at)
    return suppression.reason in Suppression.LIFTED_BY_READER and not said.exists()


def _suppression(site: Site, hashes: list[str]) -> Suppression | None:
    known = Suppression.objects.filter(site=site, address_hash__in=hashes)
    return known.select_for_update().first()


def _keep(site: Site, reader: Subscriber | None, address_hash: str, **decision: Any) -> None:
    ConsentEvent.objects.create(
        site=site,
        subscriber=reader,
        address_hash=address_hash,
        method=ConsentEvent.Method.ADMIN,
        created_at=clock.now(),
        **decision,
    )
