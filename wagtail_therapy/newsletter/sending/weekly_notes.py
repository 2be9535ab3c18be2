"""Tells the owner of a list each week how many readers are new and how many left: numbers only."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy import compat
from wagtail_therapy.conf import conf
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.practice.emails import development_backends, senders
from wagtail_therapy.practice.emails.messages import PracticeEmail
from wagtail_therapy.practice.models import PracticeSettings

from .. import email_addresses, tokens
from ..models import Mailing, NewsletterSettings, Subscriber, WeeklyNote
from ..readers.monthly_numbers import in_words
from . import mailing_statistics

# The sweep runs every ten seconds. After a fault, this is how long it waits.
SECONDS = 600
WEEK = timedelta(days=7)

logger = logging.getLogger("wagtail_therapy.newsletter")


def send_due() -> int:
    """Send this week's notes that are wanted and not sent yet; return how many sites had one.

    Each site gets one a week, even if several processes call this. It isn't sent again if the mail
    server refuses it: the next one comes in a week.
    """
    if not cache.add("wagtail_therapy.weekly_notes.looked", True, SECONDS):
        return 0
    day = local_dates.today()
    monday = day - timedelta(days=day.weekday())
    return sum(_send(settings, monday) for settings in _due(monday))


@sensitive_variables()
def switch_off(site_id: int, address_hash: str) -> None:
    """Take the recipient with this hash off a site's list. Does nothing if they are off it."""
    settings = NewsletterSettings.objects.filter(site=site_id).first()
    if settings:
        others = [
            address
            for address in settings.weekly_note_addresses
            if address_hash not in email_addresses.address_hashes(address)
        ]
        NewsletterSettings.objects.filter(pk=settings.pk).update(weekly_note_to="\n".join(others))


def _due(monday: date) -> Iterator[NewsletterSettings]:
    sent = WeeklyNote.objects.filter(due_date=monday)
    wanted = NewsletterSettings.objects.exclude(weekly_note_to="")
    yield from wanted.exclude(site__in=sent.values("site")).select_related("site")


@sensitive_variables()
def _send(settings: NewsletterSettings, monday: date) -> bool:
    try:
        messages = _messages(settings, monday)
        connection = compat.mail_connection()
        development_backends.check(connection)
        connection.open()
        try:
            _row, is_ours = WeeklyNote.objects.get_or_create(site=settings.site, due_date=monday)
            if is_ours and messages:
                connection.send_messages(messages)
        finally:
            connection.close()
    except Exception as error:  # noqa: BLE001 -- each backend has errors of its own
        fault = type(error).__name__
        logger.error("The weekly note of site %s was not sent: %s", settings.site_id, fault)
        return False
    return is_ours and bool(messages)


@sensitive_variables()
def _messages(settings: NewsletterSettings, monday: date) -> list[PracticeEmail]:
    """Return an email to each recipient; none if nothing happened in the week before."""
    with translation.override(conf.language_code):
        numbers = _numbers(settings.site, monday)
        if not any(numbers[name] for name in ("joined", "left", "mailing")):
            return []
        practice = PracticeSettings.read(settings.site)
        return [
            _message(settings.site, practice, address, numbers)
            for address in settings.weekly_note_addresses
        ]


def _numbers(site: Site, monday: date) -> dict[str, Any]:
    end = local_dates.start_of_day(monday)
    begin = local_dates.start_of_day(monday - WEEK)
    joined = mailing_statistics.joined_between(site, begin, end)
    left = mailing_statistics.left_between(site, begin, end)
    mailings = Mailing.objects.filter(site=site, frozen_at__gte=begin, frozen_at__lt=end)
    mailing = mailings.order_by("frozen_at").last()
    return {
        "joined": joined and in_words(joined),
        "left": left and in_words(left),
        "readers": Subscriber.objects.filter(site=site).mailable().count(),
        "mailing": mailing,
        "first": monday - WEEK,
    }


@sensitive_variables()
def _message(
    site: Site, practice: PracticeSettings, address: str, numbers: dict[str, Any]
) -> PracticeEmail:
    token = tokens.weekly_note_token(site.pk, email_addresses.address_hash(address))
    path = reverse("wagtail_therapy_newsletter:weekly_note", args=[token])
    off = f"{site.root_url}{path}"
    context = numbers | {"off_url": off, "practice": practice}
    return PracticeEmail(
        subject=_("Your readers this week"),
        body=render_to_string("wagtail_therapy/newsletter/emails/weekly_note.txt", context),
        # If it is None, Django uses DEFAULT_FROM_EMAIL.
        from_email=senders.sender(practice) if practice.sender_email else None,
        to=[address],
        headers={
            # RFC 3834: automatic replies shouldn't answer this.
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
