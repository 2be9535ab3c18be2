"""The email of an announcement: its text, like a letter, as HTML and as the same words in text."""

from typing import Any

from django.template.loader import render_to_string
from wagtail.rich_text import expand_db_html

from wagtail_therapy.content.emails.html_writer import EmailHTMLWriter
from wagtail_therapy.content.emails.inlining import inline_styles
from wagtail_therapy.content.emails.text_writer import plain_text

from ..models import Mailing
from . import emails
from .emails import Content, RenderedEmail

TEMPLATE = "wagtail_therapy/newsletter/emails/announcement"


def content(mailing: Mailing, sender: str = "") -> Content:
    """Render the email of an announcement. Raises CannotMailError, unless the sender is given."""
    return emails.to_list(mailing, lambda context: _email(mailing, context), sender)


def _email(mailing: Mailing, context: dict[str, Any]) -> RenderedEmail:
    announcement = mailing.announcement
    writer = EmailHTMLWriter(f"{mailing.site.root_url}/")
    body = "\n".join(writer.pieces(expand_db_html(announcement.body)))
    context = context | {
        "subject": announcement.subject,
        "body": body,
        "body_text": plain_text(body),
    }
    return RenderedEmail(
        subject=announcement.subject,
        html=inline_styles(render_to_string(f"{TEMPLATE}.html", context)),
        text=render_to_string(f"{TEMPLATE}.txt", context),
    )
