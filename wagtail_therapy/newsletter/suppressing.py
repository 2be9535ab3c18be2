"""Stops all mail to an address, and allows it again, at the word of the practice.

Each act is kept with who decided it and why: in the proof of consent, and in Wagtail's audit log.
"""

from typing import Any

from django.db import transaction
from wagtail.models import Site

from . import audit_log, subscriptions, suppressions
from .models import ConsentEvent, Subscriber, Suppression

Kind, Why = ConsentEvent.Kind, ConsentEvent.Why
Reason = Suppression.Reason

STOP_FOR: list[Any] = [Why.ASKED, Why.PRACTICE]
# What the practice may say to lift a suppression. A complaint, and the wish never to be mailed,
# are their owner's: only they can take them back.
LIFT_FOR: dict[Any, list[Any]] = {
    Reason.UNREACHABLE: [Why.WORKS, Why.ASKED],
    Reason.BOUNCED: [Why.WORKS, Why.ASKED],
    Reason.COMPLAINED: [Why.ASKED],
    Reason.BY_REQUEST: [Why.ASKED, Why.MISTAKE],
}


def suppress(site: Site, hashes: list[str], why: Any, *, by: str, user: Any = None) -> bool:
    """Never mail an address again. False: that was so already.

    ``hashes``: those of one address under all keys, the key in use first.
    """
    with transaction.atomic():
        found = _suppression(site, hashes)
        if found and found.reason == Reason.BY_REQUEST:
            return False
        reader = _reader(site, hashes)
        if reader and reader.status in Subscriber.SUBSCRIBED:
            subscriptions.unsubscribe(reader, ConsentEvent.Method.ADMIN)
        suppressions.stop(site, hashes, Reason.BY_REQUEST)
        address_hash = suppressions.known_hash(site, hashes)
        _keep(site, reader, address_hash, kind=Kind.SUPPRESSED, why=why, by=by)
        audit_log.record_reader(reader, site, audit_log.SUPPRESS, user=user, why=why, by=by)
    return True


def lift(site: Site, hashes: list[str], why: Any, *, by: str, user: Any = None) -> bool:
    """Allow mail to an address again. False: it is not suppressed, or not for such a reason.

    A reader whose mail only came back is a reader again. One who complained, or asked never to be
    mailed, gets nothing before they sign up and confirm by mail.
    """
    with transaction.atomic():
        found = _suppression(site, hashes)
        if found is None or why not in LIFT_FOR.get(found.reason, []):
            return False
        reader = _reader(site, hashes)
        if reader:
            reader.lift(is_wanted=is_still_wanted(reader, found))
        found.delete()
        _keep(site, reader, found.address_hash, kind=Kind.LIFTED, why=why, by=by)
        audit_log.record_reader(reader, site, audit_log.LIFT, user=user, why=why, by=by)
    return True


def is_still_wanted(reader: Subscriber, suppression: Suppression) -> bool:
    """Whether the reader never said that they want no mail."""
    said_no = [Kind.UNSUBSCRIBED, Kind.COMPLAINED, Kind.SUPPRESSED]
    said = reader.consent_events.filter(kind__in=said_no)
    if reader.confirmed_at:
        said = said.filter(created_at__gte=reader.confirmed_at)
    return suppression.reason in Suppression.LIFTED_BY_READER and not said.exists()


def _suppression(site: Site, hashes: list[str]) -> Suppression | None:
    known = Suppression.objects.filter(site=site, address_hash__in=hashes)
    return known.select_for_update().first()


def _reader(site: Site, hashes: list[str]) -> Subscriber | None:
    return Subscriber.objects.filter(site=site, address_hash__in=hashes).first()


def _keep(site: Site, reader: Subscriber | None, address_hash: str, **decision: Any) -> None:
    ConsentEvent.objects.create(
        site=site,
        subscriber=reader,
        address_hash=address_hash,
        method=ConsentEvent.Method.ADMIN,
        **decision,
    )
