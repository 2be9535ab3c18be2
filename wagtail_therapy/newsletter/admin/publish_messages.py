"""Messages about a post's email, before and after it is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name

from ..models import Mailing, PostMailIntent, Subscriber
from ..sending import mailed_pages
from .mailing_summary import is_running, link_text, sentence_of, when

URL_NAME = "wagtail_therapy_mail_decision"


@dataclass(frozen=True)
class Announcement:
    """A sentence, and a link to the page where the email is decided or stopped."""

    text: str
    link_text: str
    url: str


def announcement(page: Any) -> Announcement | None:
    """Return the message about a page's email; None if none is on its way or asked for.

    This counts the readers, which publishing itself never does.
    """
    mailing = mailed_pages.for_page(page)
    if mailing and mailing.is_held:
        return _held(page, mailing)
    if mailing and mailing.state == Mailing.State.PAUSED:
        return _paused(page, mailing)
    intent = mailed_pages.open_intent(page)
    if intent is None:
        return _undecided(page) if mailed_pages.is_undecided(page) else None
    if intent.is_wish_for(page):
        return _wished(page, intent)
    return _promised(page) if mailed_pages.is_yet_to_be_published(page) else None


def announcement_of_schedule(page: Any) -> Announcement | None:
    """Return what becomes of the email when the page goes live by itself; None if it won't."""
    if not mailed_pages.goes_live_at(page):
        return None
    text = _("It won’t be emailed when it goes live.")
    return announcement(page) or Announcement(text, _("Email it…"), decision_url(page))


def announcement_without_page(mailing: Mailing) -> Announcement:
    """Return the message about an email that is about no single page, such as a digest."""
    text = f"{mailing}: {sentence_of(mailing)}"
    return Announcement(text, link_text(mailing), mailing.get_absolute_url())


def readers(page: Any) -> int:
    """Return how many readers would get the email if it were sent now."""
    return Subscriber.objects.filter(site=page.get_site()).mailable().count()


def decision_url(page: Any) -> str:
    return reverse(URL_NAME, args=[page.pk])


def _held(page: Any, mailing: Mailing) -> Announcement:
    number = readers(page)
    values = {"time": when(mailing.not_before), "number": number} | _title(page)
    text = _due(number) if is_running(mailing) else _waiting(number)
    return Announcement(text % values, link_text(mailing), mailing.get_absolute_url())


def _waiting(number: int) -> str:
    return ngettext(
        "At %(time)s “%(title)s” will be emailed to %(number)s reader.",
        "At %(time)s “%(title)s” will be emailed to %(number)s readers.",
        number,
    )


def _due(number: int) -> str:
    return ngettext(
        "“%(title)s” is about to be emailed to %(number)s reader.",
        "“%(title)s” is about to be emailed to %(number)s readers.",
        number,
    )


def _paused(page: Any, mailing: Mailing) -> Announcement:
    text = _("The email about “%(title)s”: %(sentence)s")
    values = {"sentence": sentence_of(mailing)} | _title(page)
    return Announcement(text % values, link_text(mailing), mailing.get_absolute_url())


def _undecided(page: Any) -> Announcement:
    text = _("“%(title)s” was not emailed to subscribers, because no one chose yes or no.")
    return Announcement(text % _title(page), _("Email it now"), decision_url(page))


def _wished(page: Any, intent: PostMailIntent) -> Announcement:
    giver = intent.set_by and get_user_display_name(intent.set_by)
    values = {"name": giver or _("A user who was deleted")} | _title(page)
    asked = _("%(name)s has asked for “%(title)s” to be emailed to subscribers.") % values
    if mailed_pages.is_yet_to_be_published(page):
        rest, link = _("Without your answer it will only be published."), _("Decide")
    else:
        rest, link = _("It was not emailed."), _("Email it now")
    return Announcement(f"{asked} {rest}", link, decision_url(page))


def _promised(page: Any) -> Announcement:
    number = readers(page)
    goes_live_at = mailed_pages.goes_live_at(page)
    text = _promised_for(number) if goes_live_at else _promised_some_time(number)
    values = {"number": number, "day": goes_live_at and _day(goes_live_at)} | _title(page)
    return Announcement(text % values, _("Do not email it"), decision_url(page))


def _promised_for(number: int) -> str:
    return ngettext(
        "“%(title)s” goes live on %(day)s, and will then be emailed to %(number)s reader.",
        "“%(title)s” goes live on %(day)s, and will then be emailed to %(number)s readers.",
        number,
    )


def _promised_some_time(number: int) -> str:
    return ngettext(
        "“%(title)s” will be emailed to %(number)s reader when it is published.",
        "“%(title)s” will be emailed to %(number)s readers when it is published.",
        number,
    )


def _day(moment: datetime) -> str:
    return date_format(template_localtime(moment), "DATETIME_FORMAT")


def _title(page: Any) -> dict[str, str]:
    return {"title": page.get_admin_display_title()}
