"""Reads what a mail provider reports about a message: its recipient, what happened and when.

Reports of opens and clicks are dropped unread, and so are IP addresses, user agents and links.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from .. import clock, email_addresses
from ..models import ProviderEvent
from ..models.event_types import REFUSALS, EventType
from ..transport import status_codes
from . import reasons

# For a provider without a table, and for what its table doesn't have.
BY_ANYMAIL = {
    "queued": EventType.ACCEPTED,
    "sent": EventType.ACCEPTED,
    "delivered": EventType.DELIVERED,
    "deferred": EventType.DEFERRED,
    "bounced": EventType.RETURNED,
    "rejected": EventType.FAILED,
    "failed": EventType.FAILED,
    "complained": EventType.COMPLAINED,
    "unsubscribed": EventType.UNSUBSCRIBED,
}
BY_REJECT_REASON = {
    "invalid": EventType.GONE,
    "bounced": EventType.GONE,
    "blocked": EventType.BLOCKED,
    "spam": EventType.BLOCKED,
    "unsubscribed": EventType.UNSUBSCRIBED,
}

NUMBER = re.compile("[0-9]{1,18}")

MAX_PROVIDER_LENGTH = ProviderEvent._meta.get_field("provider").max_length
MAX_ID_LENGTH = ProviderEvent._meta.get_field("event_id").max_length


@dataclass(frozen=True)
class Report:
    """One event from a provider. Holds no address, only its hashes, if one was given."""

    provider: str
    event_id: str | None
    kind: EventType
    occurred_at: datetime
    delivery_id: int | None
    message_id: str
    address_hashes: list[str]


def read(event: Any, esp_name: str) -> Report | None:
    """Read a tracking event from anymail; None if it isn't for us.

    It never raises, whatever the event contains: the provider would only repeat it.
    """
    kind = _kind(event, esp_name)
    if kind is None:
        return None
    return Report(
        provider=_text(esp_name)[:MAX_PROVIDER_LENGTH],
        event_id=_text(event.event_id)[:MAX_ID_LENGTH] or None,
        kind=kind,
        occurred_at=_time(event.timestamp),
        delivery_id=_delivery_id(event.metadata),
        message_id=_text(event.message_id)[:MAX_ID_LENGTH],
        address_hashes=_address_hashes(event.recipient),
    )


def _kind(event: Any, esp_name: str) -> EventType | None:
    kind = reasons.kind_of(esp_name, event.esp_event)
    if kind is None:
        kind = _as_anymail_reads(event.event_type, event.reject_reason)
    if kind in REFUSALS:
        # A provider's classes are coarse: the server's own reply says whether it refuses us.
        kind = _by_status(event, esp_name) or kind
    return None if kind is EventType.IGNORED else kind


def _as_anymail_reads(event_type: Any, reject_reason: Any) -> EventType:
    if (event_type, reject_reason) == ("rejected", "spam"):
        # The provider remembers a complaint, and does not try again.
        return EventType.COMPLAINED
    kind = BY_ANYMAIL.get(str(event_type), EventType.IGNORED)
    is_refused = event_type in ("bounced", "rejected")
    return BY_REJECT_REASON.get(str(reject_reason), kind) if is_refused else kind


def _by_status(event: Any, esp_name: str) -> EventType | None:
    """Return what the receiving server's own status says."""
    field = reasons.STATUS_FIELDS.get(esp_name, "")
    replies = event.mta_response, reasons.value_at(event.esp_event, field)
    told = filter(None, (status_codes.status_in(_text(reply)) for reply in replies))
    return next(filter(None, map(status_codes.kind_of, told)), None)


def _delivery_id(metadata: Any) -> int | None:
    found = str(metadata.get("delivery_id")) if isinstance(metadata, Mapping) else ""
    # As many digits as always fit into a BIGINT.
    return int(found) if NUMBER.fullmatch(found) else None


@sensitive_variables()
def _address_hashes(recipient: Any) -> list[str]:
    address = email_addresses.written_in(_text(recipient))
    return email_addresses.address_hashes(address) if address else []


def _time(timestamp: Any) -> datetime:
    """Return the time as the database stores it: hosts may have chosen USE_TZ = False."""
    now = clock.now()
    if not isinstance(timestamp, datetime):
        return now
    if timezone.is_naive(timestamp):
        timestamp = timestamp.replace(tzinfo=UTC)
    return timestamp if timezone.is_aware(now) else timezone.make_naive(timestamp)


def _text(value: Any) -> str:
    """Return what a database can store: JSON may have lone surrogates, and NUL."""
    text = "" if value is None else str(value)
    return text.encode(errors="replace").decode().replace("\0", "")
