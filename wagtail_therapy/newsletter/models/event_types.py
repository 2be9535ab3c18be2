"""What a mail provider can report of a message, in our words."""

from enum import StrEnum, auto

from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    # The provider took it, and may still fail to deliver it.
    ACCEPTED = auto()
    DELIVERED = auto()
    # May be followed by a delivery after all.
    DEFERRED = auto()
    # There is no such mailbox any more.
    GONE = auto()
    FULL = auto()
    # Not for the mailbox, but for who sends, from where, or what.
    BLOCKED = auto()
    # For another reason, or for one that is not told.
    RETURNED = auto()
    # The provider could not send it.
    FAILED = auto()
    COMPLAINED = auto()
    UNSUBSCRIBED = auto()
    # Not our business: that a mail was read, or answered by a program.
    IGNORED = auto()


LABELS = {
    Kind.ACCEPTED: _("taken by the provider"),
    Kind.DELIVERED: _("delivered"),
    Kind.DEFERRED: _("delayed"),
    Kind.GONE: _("returned: no such mailbox"),
    Kind.FULL: _("returned: mailbox full"),
    Kind.BLOCKED: _("refused by a filter or policy"),
    Kind.RETURNED: _("returned for another reason"),
    Kind.FAILED: _("not sent by the provider"),
    Kind.COMPLAINED: _("marked as spam"),
    Kind.UNSUBSCRIBED: _("unsubscribed"),
}

# A mail server's last word on a message, where its own status code tells more than the provider.
REFUSALS = {Kind.GONE, Kind.FULL, Kind.BLOCKED, Kind.RETURNED}
