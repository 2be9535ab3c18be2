"""Reminds practices of overdue reviews by email, once a month for each site."""

import logging
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from wagtail_therapy import compat
from wagtail_therapy.authors.models import ReviewReminder, ReviewSettings
from wagtail_therapy.conf import conf
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.content.emails.inlining import inline_styles
from wagtail_therapy.practice.emails import development_backends, senders
from wagtail_therapy.practice.emails.messages import PracticeEmail
from wagtail_therapy.practice.models import PracticeSettings

from .due import State, on_site, with_list_details, with_state
from .permissions import REPORT_URL_NAME, mark_url

# The server rejected the email, so the next run may try again.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)

logger = logging.getLogger("wagtail_therapy.authors")


@dataclass(frozen=True)
class Outcome:
    """The result of one site's reminder. ``fault`` is the name of the error, or ""."""

    site: Any
    fault: str = ""


def send(today: date | None = None) -> list[Outcome]:
    """Send this month's reminders that are wanted and not sent yet.

    Each site gets one a month, even if several processes call this: only the one that adds the
    month's row sends it. It is sent again only if the mail server rejected it.
    """
    today = today or local_dates.today()
    return [_send(*one, today) for one in _due_reminders(today)]


def _due_reminders(today: date) -> Iterator[tuple[Any, PracticeEmail]]:
    """Yield each site that needs a reminder, with the email."""
    sent = ReviewReminder.objects.filter(month_date=_month(today))
    settings = ReviewSettings.objects.exclude(remind_to="").exclude(site__in=sent.values("site"))
    for one in settings.select_related("site"):
        due = on_site(with_state(today=today), one.site).filter(
            review_state__in=[State.OVERDUE, State.SOON]
        )
        pages = list(due)
        if pages and pages[0].review_state == State.OVERDUE:
            yield one.site, _message(one.site, one.remind_to, pages)


def _send(site: Site, message: PracticeEmail, today: date) -> Outcome:
    try:
        connection = compat.mail_connection()
        development_backends.check(connection)
        connection.open()
        try:
            _send_once(site, message, connection, today)
        finally:
            connection.close()
    except Exception as error:  # noqa: BLE001 -- each backend has errors of its own
        fault = type(error).__name__
        logger.error("The review reminder of site %s was not sent: %s", site.pk, fault)
        return Outcome(site, fault)
    return Outcome(site)


def _send_once(site: Site, message: PracticeEmail, connection: Any, today: date) -> None:
    reminder, is_ours = ReviewReminder.objects.get_or_create(site=site, month_date=_month(today))
    if not is_ours:
        return
    try:
        connection.send_messages([message])
    except REFUSALS:
        reminder.delete()
        raise
    reminder.sent_at = timezone.now()
    reminder.save(update_fields=["sent_at"])


def _message(site: Site, address: str, pages: Any) -> PracticeEmail:
    practice = PracticeSettings.read(site)
    with translation.override(conf.language_code):
        context = _context(site, practice, with_list_details(pages))
        message = PracticeEmail(
            subject=context["subject"],
            body=render_to_string("wagtail_therapy/authors/emails/review_reminder.txt", context),
            # If it is None, Django uses DEFAULT_FROM_EMAIL.
            from_email=_sender(practice),
            to=[address],
            # Prevents out-of-office replies: https://www.rfc-editor.org/rfc/rfc3834
            headers={"Auto-Submitted": "auto-generated"},
        )
        html = render_to_string("wagtail_therapy/authors/emails/review_reminder.html", context)
    message.attach_alternative(inline_styles(html), "text/html")
    return message


def _context(site: Site, practice: PracticeSettings, pages: list[Any]) -> dict[str, Any]:
    admin = (get_admin_base_url() or site.root_url).rstrip("/")
    for page in pages:
        page.mark_url = admin + mark_url(page)
    overdue = [page for page in pages if page.review_state == State.OVERDUE]
    subject = ngettext(
        "%(number)d page is overdue for review",
        "%(number)d pages are overdue for review",
        len(overdue),
    )
    return {
        "subject": subject % {"number": len(overdue)},
        "overdue": overdue,
        "soon": [page for page in pages if page.review_state == State.SOON],
        "practice": practice,
        "report_url": admin + reverse(REPORT_URL_NAME),
        "language": translation.get_language(),
    }


def _sender(practice: PracticeSettings) -> str | None:
    return senders.sender(practice) if practice.sender_email else None


def _month(day: date) -> date:
    return day.replace(day=1)
