"""The kinds of personal data that we store about readers, and what readers read about each.

The consent text, the block for the privacy page and the record of processing are made from these
sentences. ``columns`` says which kind each column of the database is.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.conf import conf

from . import retention


@dataclass(frozen=True)
class Category:
    """A category of personal data, as GDPR art. 30(1)(c) calls it."""

    name: Any
    # To the reader: what, what for and for how long.
    sentence: Any

    def __str__(self) -> str:
        sentence = str(self.sentence)
        return sentence % _times() if "%(" in sentence else sentence


ADDRESS = Category(
    _("Email address"),
    _(
        "Your email address, so that we can write to you. We delete it %(left)s after you leave, "
        "or %(pending)s after you enter it if you don’t confirm."
    ),
)
LANGUAGE = Category(
    _("Language"),
    _(
        "The language of the form, so that our emails are in it. We delete it together with your "
        "address."
    ),
)
SUBSCRIPTION = Category(
    _("Subscription"),
    _(
        "Whether you’re subscribed and how often you want emails, when you signed up, confirmed "
        "and left, which emails about your subscription we sent you, and how many emails in a row "
        "came back. We delete this together with your address."
    ),
)
PROOF = Category(
    _("Proof of consent"),
    _(
        "When and how you signed up, confirmed, chose how often we write, changed your address and "
        "left, and the words you agreed to, as proof that you wanted our emails. We keep this for "
        "good, with a code in place of your address. "
        "If you never confirm, we delete it."
    ),
)
EMAILS = Category(
    _("Emails sent"),
    _(
        "Which emails we sent you and whether they arrived, so that you get each of them once. "
        "%(deliveries)s"
    ),
)
STOP = Category(
    _("Stopped emails"),
    _(
        "If we must not email you, for example because you left: why, since when and, if one of us "
        "decided it, who. We keep this for good, with a code in place of your address."
    ),
)
CODE = Category(
    _("Code of the address"),
    _(
        "A code made from your address with a secret key. It tells us, after you have left, which "
        "address we must not email. We keep it for good. If you never confirm, we delete it, "
        "unless you tell us never to email you, or we wrote to you first and must not ask again."
    ),
)
NETWORK = Category(
    _("Network"),
    _(
        "For one hour, how many people sign up from your network, under a code that changes each "
        "day. Until your confirmation email is sent, a number that thousands of networks share. "
        "This keeps strangers from flooding people with emails."
    ),
)
NUMBERS = Category(
    _("Numbers"),
    _(
        "The numbers that our software gives to these records, and which of our websites they "
        "belong to. One of the numbers is in the links in your emails. We delete this with the "
        "records."
    ),
)
CATEGORIES = [
    *(ADDRESS, LANGUAGE, SUBSCRIPTION, PROOF, EMAILS),
    *(STOP, CODE, NETWORK, NUMBERS),
]


def _times() -> dict[str, str]:
    return {
        "left": period(conf.unsubscribed_retention),
        "pending": period(conf.pending_retention),
        "deliveries": _deliveries_are_deleted(),
    }


def period(time: timedelta) -> str:
    """Say how long a time is, in whole years, days or hours, whichever is exact.

    Django's ``timesince`` says “4 weeks” for 30 days.
    """
    days, hours = time.days, round(time.total_seconds() / 3600)
    if days and not days % 365:
        return ngettext("%(number)d year", "%(number)d years", days // 365) % {
            "number": days // 365
        }
    if days * 24 == hours:
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


def _deliveries_are_deleted() -> str:
    kept_for = retention.kept_for()
    if kept_for is None:
        return gettext("We keep this for good, without your address once that is deleted.")
    text = gettext("We delete this %(period)s after an email has gone out to everyone.")
    return text % {"period": period(kept_for)}
