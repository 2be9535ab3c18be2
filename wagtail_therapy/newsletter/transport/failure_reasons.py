"""Why an email didn't reach a reader, in words. A delivery stores a class and a code."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models.event_types import EventType

PUT_OFF = _("the mail server put it off again and again")
ADDRESS_REFUSED = _("the mail server refused this address")
MAIL_REFUSED = _("the mail server refused this email")
PROVIDER_REFUSED = _("the email service refused this address")
NO_ADDRESS = _("this address isn’t valid")
OTHER = _("there was a technical fault")

WHOLE: dict[str, Any] = {
    "cancelled": _("the mailing was cancelled"),
    "erased": _("this reader had been deleted"),
    "left the list": _("this reader had left, or emails to them had been stopped"),
    "left out": _("the email service sends nothing to this address"),
    "address": NO_ADDRESS,
    "AnymailInvalidAddress": NO_ADDRESS,
    "AnymailRecipientsRefused": PROVIDER_REFUSED,
    "invalid by the provider": PROVIDER_REFUSED,
    "rejected by the provider": PROVIDER_REFUSED,
    "failed by the provider": PUT_OFF,
    f"reported as {EventType.GONE}": _("the mailbox doesn’t exist any more"),
    f"reported as {EventType.FULL}": _("the mailbox is full"),
    f"reported as {EventType.BLOCKED}": _("a spam filter or a rule of the mail server refused it"),
    f"reported as {EventType.RETURNED}": _("it came back"),
    f"reported as {EventType.FAILED}": _("the email service couldn’t send it"),
}
# With the code that a mail server answered, see smtp.py and errors.py.
ANSWERED: dict[str, Any] = {
    "RCPT": ADDRESS_REFUSED,
    "SMTPRecipientsRefused": ADDRESS_REFUSED,
    "DATA": MAIL_REFUSED,
    "message": MAIL_REFUSED,
    "SMTPDataError": MAIL_REFUSED,
}


def in_words(reason: str) -> str:
    """Return why, without a class or a code. What isn't known here is a technical fault."""
    what, _space, code = reason.partition(" ")
    if what in ANSWERED:
        return str(PUT_OFF if code.startswith("4") else ANSWERED[what])
    return str(WHOLE.get(reason, OTHER))
