"""What a mail provider can report about a message."""

from enum import StrEnum, auto

from django.utils.translation import gettext_lazy as _


class EventType(StrEnum):
    # By the provider, which may still fail to deliver it.
    ACCEPTED = auto()
    DELIVERED = auto()
    # May be followed by a delivery after all.
    DEFERRED = auto()
    # The mailbox doesn't exist any more.
    GONE = auto()
    FULL = auto()
    # Because of the sender, the server or the content, not the mailbox.
    BLOCKED = auto()
    # For another reason, or an unknown one.
    RETURNED = auto()
    # The provider could not send it.
    FAILED = auto()
    COMPLAINED = auto()
    UNSUBSCRIBED = auto()
    # Opens, clicks, and automatic replies, which we don't record.
    IGNORED = auto()


LABELS = {
    EventType.ACCEPTED: _("taken by the provider"),
    EventType.DELIVERED: _("delivered"),
    EventType.DEFERRED: _("delayed"),
    EventType.GONE: _("returned: no such mailbox"),
    EventType.FULL: _("returned: mailbox full"),
    EventType.BLOCKED: _("refused by a filter or policy"),
    EventType.RETURNED: _("returned for another reason"),
    EventType.FAILED: _("not sent by the provider"),
    EventType.COMPLAINED: _("marked as spam"),
    EventType.UNSUBSCRIBED: _("unsubscribed"),
}

# The mail server refused it, so its own status code says more than the provider does.
REFUSALS = {EventType.GONE, EventType.FULL, EventType.BLOCKED, EventType.RETURNED}
