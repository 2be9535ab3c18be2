"""What people agree to when they subscribe, in full: the form shows it, and the proof stores it.

In Canada, the request itself must give the sender's name, postal address and a way to reach them
(SOR/2012-36 s. 4). GDPR art. 13 requires what is stored, why and for how long.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings

from ..models import NewsletterSettings
from .categories import CATEGORIES


@dataclass(frozen=True)
class ConsentWording:
    """The parts of the text, in the order in which the form shows them."""

    opening: str
    sender: str
    heading: str
    stored: list[str]
    notes: list[str]

    def __str__(self) -> str:
        parts = [self.opening, self.sender, self.heading, *self.stored, *self.notes]
        return "\n\n".join(parts)


def of(newsletter: NewsletterSettings, practice: PracticeSettings) -> ConsentWording:
    """Return it for one site, in the active language."""
    return ConsentWording(
        opening=" ".join([_agreed_to(newsletter), *_promises(newsletter)]),
        sender=sender(practice),
        heading=gettext("What we store, and for how long"),
        stored=[str(category) for category in CATEGORIES],
        notes=[
            gettext("The service that delivers our emails gets your address and the emails to it."),
            gettext("You can ask us what we have about you, and ask us to correct or delete it."),
        ],
    )


def of_site(site: Site) -> ConsentWording:
    return of(NewsletterSettings.read(site), PracticeSettings.read(site))


def sender(practice: PracticeSettings) -> str:
    """Return who asks, and how to reach them by post and otherwise."""
    return ", ".join(practice.sender_lines)


def _agreed_to(newsletter: NewsletterSettings) -> str:
    return newsletter.consent_text.strip() or gettext("We’ll email you new posts.")


def _promises(newsletter: NewsletterSettings) -> list[str]:
    """Return what is true of every email to this list."""
    kept = [gettext("You can leave at any time with the link in every email.")]
    if newsletter.is_untracked:
        kept.append(gettext("We don’t track what you open or click."))
    return kept
