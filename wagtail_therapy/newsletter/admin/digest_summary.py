"""What an email has to do with digests, in sentences for editors."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Mailing
from ..sending import recipients


def readers(mailing: Mailing) -> int:
    """Return how many readers get a post in a digest; before it is sent, how many would."""
    if mailing.kind != Mailing.Kind.POST or not mailing.is_held:
        return mailing.digest_readers
    all_readers = recipients.recipients(mailing)
    return all_readers.count() - recipients.at_once(mailing, all_readers).count()


def sentence(number: int) -> str:
    """Return how many readers get a post in a digest; "" if none do."""
    if not number:
        return ""
    text = ngettext(
        "%(number)d reader gets it in a digest.", "%(number)d readers get it in a digest.", number
    )
    return text % {"number": number}


def what_becomes_of(mailing: Mailing) -> str:
    """Return what an email that no one gets leaves as it is; "" for the email of a post."""
    if mailing.total:
        return ""
    if mailing.kind == Mailing.Kind.DIGEST:
        return _("Its posts will be in the next digest.")
    if mailing.kind == Mailing.Kind.FREQUENCY_NOTICE:
        return _("These readers are emailed as often as before.")
    return ""
