"""The readers of a file that we exported, as rows of this database."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.conf import conf

from .. import clock, email_addresses
from ..models import Subscriber, SubscriberImport, Suppression

Row = dict[str, str]

LONGEST_LANGUAGE = 16
STATUSES = frozenset(Subscriber.Status.values)
FREQUENCIES = frozenset(Subscriber.Frequency.values)
TIMES = [
    *("confirmed_at", "unsubscribed_at", "reminded_at"),
    *("paused_until", "paused_at", "resumed_at"),
]
REASONS = frozenset(Suppression.Reason.values)


@sensitive_variables()
def add_readers(begun: SubscriberImport, rows: dict[str, Row]) -> None:
    """Add readers who aren't known here, by the key of their address, which is cleaned."""
    taken = _taken_uuids(begun, rows)
    new = [_reader(begun, key, row, taken) for key, row in rows.items()]
    # Someone may sign up meanwhile.
    Subscriber.objects.bulk_create(new, ignore_conflicts=True)
    stopped = zip(new, rows.values(), strict=True)
    Suppression.objects.bulk_create(
        [_suppression(reader, row) for reader, row in stopped if row["suppressed_for"] in REASONS],
        ignore_conflicts=True,
    )


def uuids_of(begun: SubscriberImport, text: str) -> list[uuid.UUID]:
    """Return the number that a reader of the file may have here: the same, or one made from it.

    The other site of a copied list may be in this database, and links name readers by the number.
    """
    try:
        same = uuid.UUID(text)
    except ValueError:
        return []
    return [same, uuid.uuid5(same, str(begun.site_id))]


def is_our_hash(address_hash: str) -> bool:
    """Whether the hash was made with one of this host's keys."""
    ids = {email_addresses.key_id(key) for key in conf.address_keys.values()}
    is_whole = len(address_hash) == email_addresses.HASH_LENGTH
    return is_whole and address_hash[: email_addresses.KEY_ID_LENGTH] in ids


def time(text: str) -> datetime | None:
    """Return the time that a cell says; None if it says none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware if timezone.is_aware(timezone.now()) else timezone.make_naive(aware)


def _taken_uuids(begun: SubscriberImport, rows: dict[str, Row]) -> set[uuid.UUID]:
    wanted = [one for row in rows.values() for one in uuids_of(begun, row["uuid"])]
    return set(Subscriber.objects.filter(uuid__in=wanted).values_list("uuid", flat=True))


@sensitive_variables()
def _reader(begun: SubscriberImport, key: str, row: Row, taken: set[uuid.UUID]) -> Subscriber:
    email = row["email"]
    hashes = email_addresses.address_hashes(email)
    free = [one for one in uuids_of(begun, row["uuid"]) if one not in taken]
    number = free[0] if free else uuid.uuid4()
    taken.add(number)
    return Subscriber(
        site=begun.site,
        uuid=number,
        email=email,
        email_key=key,
        address_hash=row["address_hash"] if row["address_hash"] in hashes else hashes[0],
        language=row["language"][:LONGEST_LANGUAGE],
        **_choices(row),
        **_numbers(row),
        **_times(row),
    )


def _choices(row: Row) -> dict[str, Any]:
    """Return the state and the frequency. What we don't know is no reason to email someone."""
    status, frequency = row["status"], row["frequency"]
    return {
        "status": status if status in STATUSES else Subscriber.Status.SUPPRESSED,
        "frequency": frequency if frequency in FREQUENCIES else Subscriber.Frequency.INSTANT,
        "is_frequency_chosen": row["is_frequency_chosen"] == str(True),
    }


def _numbers(row: Row) -> dict[str, int]:
    names = "soft_bounces", "token_version"
    return {name: min(int(row[name]), 2**15 - 1) if row[name].isdecimal() else 0 for name in names}


def _times(row: Row) -> dict[str, Any]:
    now = clock.now()
    asked = time(row["created_at"]) or now
    return {
        "created_at": asked,
        "requested_at": time(row["requested_at"]) or asked,
    } | {name: time(row[name]) for name in TIMES}


def _suppression(reader: Subscriber, row: Row) -> Suppression:
    return Suppression(
        site_id=reader.site_id,
        address_hash=reader.address_hash,
        reason=row["suppressed_for"],
        created_at=time(row["suppressed_since"]) or clock.now(),
    )
