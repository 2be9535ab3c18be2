"""What each column of the database says about a reader, and which kind of personal data that is.

A test compares this with the models, so a new column needs its words here. The page
docs/concepts/privacy.md has the same words.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ..models import (
    ConsentEvent,
    Delivery,
    DigestEntry,
    FormerLink,
    ImportFilePart,
    ImportReportPart,
    ProviderEvent,
    ReaderEmail,
    Subscriber,
    Suppression,
)
from .categories import (
    ADDRESS,
    CODE,
    EMAILS,
    LANGUAGE,
    NETWORK,
    NUMBERS,
    PROOF,
    STOP,
    SUBSCRIPTION,
    Category,
)


@dataclass(frozen=True)
class Columns:
    """One column, or several that say something together."""

    names: list[str]
    category: Category
    words: Any

    def breakable_names(self) -> list[SafeString]:
        """Return the names as HTML that breaks lines only after underscores."""
        return [
            format_html_join(mark_safe("_<wbr>"), "{}", ([part] for part in name.split("_")))
            for name in self.names
        ]


def _columns(names: str, category: Category, words: Any) -> Columns:
    return Columns(names.split(), category, words)


PERSONAL_COLUMNS: dict[type[Model], list[Columns]] = {
    Subscriber: [
        _columns("id uuid", NUMBERS, _("numbers of the row; the second, random one is in links")),
        _columns("site", NUMBERS, _("which site’s list it is")),
        _columns(
            "email email_key",
            ADDRESS,
            _("the address that was typed, and the form of it that we compare"),
        ),
        _columns("address_hash", CODE, _("a code made from the address with a secret key")),
        _columns(
            "status frequency is_frequency_chosen paused_until paused_at resumed_at",
            SUBSCRIPTION,
            _("whether and how often emails are sent, and whether the reader has chosen that"),
        ),
        _columns(
            "new_email new_email_requested_at",
            ADDRESS,
            _("an address to which the reader wants to change, until they confirm it there"),
        ),
        _columns("language", LANGUAGE, _("the language of the form, for the emails")),
        _columns("token_version", NUMBERS, _("which confirmation links still work")),
        _columns(
            "created_at requested_at confirmed_at unsubscribed_at",
            SUBSCRIPTION,
            _("when the reader asked, confirmed and left"),
        ),
        _columns(
            "confirmation_due_at confirmation_sent_at confirmations_sent confirmation_attempts",
            SUBSCRIPTION,
            _("the confirmation email, and how often it was sent today"),
        ),
        _columns("reminded_at", SUBSCRIPTION, _("when a reminder to confirm became due")),
        _columns(
            "confirmation_lane",
            NETWORK,
            _(
                "while that email waits to be sent, a number from 0 to 1,023 that decides when its "
                "turn comes; thousands of networks share each number, and tomorrow they get others"
            ),
        ),
        _columns(
            "invited_by",
            SUBSCRIPTION,
            _("if we ask them whether they want emails: which file they come from"),
        ),
        _columns("soft_bounces", SUBSCRIPTION, _("how many emails came back in a row")),
    ],
    ConsentEvent: [
        _columns("id site", NUMBERS, _("number of the row, and which site’s list it is")),
        _columns("subscriber", PROOF, _("the reader; empty once the address is deleted")),
        _columns("address_hash", CODE, _("the code, which stays")),
        _columns("kind method", PROOF, _("what happened, and by which form, link or button")),
        _columns("consent_text", PROOF, _("the text that the reader saw")),
        _columns(
            "subscriber_import",
            PROOF,
            _("if they were brought from another service: which file it was"),
        ),
        _columns(
            "by why",
            STOP,
            _("if the practice stopped or allowed emails: who decided it, and one of four reasons"),
        ),
        _columns("created_at", PROOF, _("when")),
    ],
    Suppression: [
        _columns("id site", NUMBERS, _("number of the row, and which site’s list it is")),
        _columns("address_hash", CODE, _("the code")),
        _columns("reason created_at", STOP, _("why, and since when")),
    ],
    Delivery: [
        _columns("id mailing", EMAILS, _("number of the row, and which email it is")),
        _columns("subscriber", EMAILS, _("the reader; empty once the address is deleted")),
        _columns("email_hash", CODE, _("the code")),
        _columns(
            "state attempts next_attempt_at first_attempt_at error_class",
            EMAILS,
            _("what became of it"),
        ),
        _columns("lease claim", EMAILS, _("which program is sending it")),
        _columns("provider_id", EMAILS, _("what the email service calls it")),
        _columns(
            "resolved_by resolved_at was_unknown",
            EMAILS,
            _("who in the practice decided whether it had arrived or is sent again, and when"),
        ),
    ],
    DigestEntry: [
        _columns("id mailing", EMAILS, _("number of the row, and which post it is")),
        _columns("subscriber", EMAILS, _("the reader; the row is deleted with the address")),
        _columns("digest", EMAILS, _("which digest has the post; empty until it’s made")),
    ],
    ReaderEmail: [
        _columns("id subscriber", NUMBERS, _("number of the row, and the reader")),
        _columns(
            "kind created_at due_at attempts settled_at",
            SUBSCRIPTION,
            _("which email to this reader alone is due or was sent in the last day"),
        ),
        _columns("error_class", SUBSCRIPTION, _("why it could not be sent")),
        _columns(
            "address",
            ADDRESS,
            _("the new or former address to which it goes, until it is sent"),
        ),
    ],
    FormerLink: [
        _columns("id subscriber", NUMBERS, _("number of the row, and the reader")),
        _columns(
            "uuid",
            NUMBERS,
            _("the number in links to a reader who became one with this one"),
        ),
    ],
    ProviderEvent: [
        _columns("id delivery", EMAILS, _("number of the row, and which email it is about")),
        _columns("provider event_id event_type", EMAILS, _("who reported what")),
        _columns("occurred_at", EMAILS, _("when")),
    ],
    ImportFilePart: [
        _columns(
            "id subscriber_import position",
            NUMBERS,
            _("the file that it is part of, and its place in it"),
        ),
        _columns("content", ADDRESS, _("the file itself, with whatever the other service put in")),
    ],
    ImportReportPart: [
        _columns(
            "id subscriber_import position",
            NUMBERS,
            _("the file whose rows these are, and which ones"),
        ),
        _columns("content", PROOF, _("the number of each row, and whether it was imported")),
    ],
}
