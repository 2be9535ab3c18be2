"""Reads what a mail provider reports of a message: whom, what and when.

That somebody opened a mail or followed a link is dropped unread, and so are network addresses,
programs and links.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, auto
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from . import addresses
from .models import ProviderEvent

NUMBER = re.compile("[0-9]{1,18}")


class Kind(StrEnum):
    """What is taken in: anymail's words, but for the two kinds of bounces."""

    QUEUED = auto()
    SENT = auto()
    DELIVERED = auto()
    DEFERRED = auto()
    SOFT_BOUNCED = auto()
    BOUNCED = auto()
    REJECTED = auto()
    FAILED = auto()
    COMPLAINED = auto()
    UNSUBSCRIBED = auto()


LABELS = {
    Kind.QUEUED: _("taken by the provider"),
    Kind.SENT: _("sent by the provider"),
    Kind.DELIVERED: _("delivered"),
    Kind.DEFERRED: _("delayed"),
    Kind.SOFT_BOUNCED: _("returned, perhaps for a while"),
    Kind.BOUNCED: _("returned for good"),
    Kind.REJECTED: _("refused by the provider"),
    Kind.FAILED: _("not sent by the provider"),
    Kind.COMPLAINED: _("marked as spam"),
    Kind.UNSUBSCRIBED: _("unsubscribed"),
}

# Where a provider says that a mailbox does not exist. Anymail's own reasons do not tell a full
# mailbox from one that is gone, so the provider's words decide; of Postal there are none.
GONE: dict[str, dict[str, set[str | bool]]] = {
    "Amazon SES": {"bounce.bounceType": {"Permanent"}},
    "Brevo": {"event": {"hard_bounce", "invalid_email"}},
    "MailerSend": {"data.type": {"hard_bounced"}},
    "Mailgun": {"event-data.reason": {"bounce", "suppress-bounce"}},
    "Mailjet": {"hard_bounce": {True}},
    "Mandrill": {"event": {"hard_bounce"}},
    "Postal": {},
    "Postmark": {"Type": {"HardBounce"}, "SuppressionReason": {"HardBounce"}},
    "Resend": {"data.bounce.type": {"Permanent"}},
    "SendGrid": {"type": {"bounce"}},
    "SendinBlue": {"event": {"hard_bounce", "invalid_email"}},
    # Invalid recipient; no such recipient: https://docs.sparkpost.com/docs/deliverability/bounce-classification-codes
    "SparkPost": {"msys.*.bounce_class": {"10", "30"}},
    "Unisender Go": {
        "delivery_info.delivery_status": {
            "err_user_unknown",
            "err_user_inactive",
            "err_domain_inactive",
        }
    },
}
GONE_ELSEWHERE = {"invalid", "bounced"}

MAX_PROVIDER_LENGTH = ProviderEvent._meta.get_field("provider").max_length
MAX_ID_LENGTH = ProviderEvent._meta.get_field("event_id").max_length


@dataclass(frozen=True)
class Report:
    """One event of a provider. Holds no address, only its hashes; none where none was given."""

    provider: str
    event_id: str | None
    kind: Kind
    occurred_at: datetime
    delivery_id: int | None
    message_id: str
    address_hashes: list[str]


def read(event: Any, esp_name: str) -> Report | None:
    """Read a tracking event of anymail; None when it is none of our business.

    Whatever stands in the event, this does not raise: a provider would only repeat it.
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


def _kind(event: Any, esp_name: str) -> Kind | None:
    match event.event_type:
        case "bounced":
            return Kind.BOUNCED if _is_gone(event, esp_name) else Kind.SOFT_BOUNCED
        case "rejected" if event.reject_reason in GONE_ELSEWHERE:
            # The provider remembers a bounce, and does not try again.
            return Kind.BOUNCED
        case str() as name if name in LABELS:
            return Kind(name)
    return None


def _is_gone(event: Any, esp_name: str) -> bool:
    if esp_name not in GONE:
        return event.reject_reason in GONE_ELSEWHERE
    return any(
        _found(event.esp_event, path.split(".")) in values
        for path, values in GONE[esp_name].items()
    )


def _found(value: Any, path: list[str]) -> Any:
    """Return what lies at a path in a parsed JSON document, a star being the only key there."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = next(iter(value.values()), None) if name == "*" else value.get(name)
    return value if isinstance(value, str | bool) else None


def _delivery_id(metadata: Any) -> int | None:
    found = str(metadata.get("delivery_id")) if isinstance(metadata, Mapping) else ""
    # As many digits as always fit into a BIGINT.
    return int(found) if NUMBER.fullmatch(found) else None


@sensitive_variables()
def _address_hashes(recipient: str) -> list[str]:
    try:
        return addresses.address_hashes(addresses.clean(_text(recipient)))
    except ValidationError:
        return []


def _time(timestamp: Any) -> datetime:
    """Return the moment as the database keeps it: hosts may have chosen USE_TZ = False."""
    now = timezone.now()
    if not isinstance(timestamp, datetime):
        return now
    if timezone.is_naive(timestamp):
        timestamp = timestamp.replace(tzinfo=UTC)
    return timestamp if timezone.is_aware(now) else timezone.make_naive(timestamp)


def _text(value: Any) -> str:
    """Return what a database can keep: JSON knows halves of characters, and NUL."""
    text = "" if value is None else str(value)
    return text.encode(errors="replace").decode().replace("\0", "")
