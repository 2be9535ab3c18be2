"""The email that tells readers that they get emails less often, and how to keep every post."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from wagtail_therapy.content.emails.inlining import inline_styles

from ..models import Mailing
from . import emails, mime
from .emails import Content, RenderedEmail

TEMPLATE = "wagtail_therapy/newsletter/emails/frequency_notice"


def content(notice: Mailing) -> Content:
    """Render it. Raises CannotMailError."""
    return emails.to_list(notice, lambda context: _email(notice, context))


def _email(notice: Mailing, context: dict[str, Any]) -> RenderedEmail:
    # The token is that of the unsubscribe link, which is put in for each reader.
    path = reverse("wagtail_therapy_newsletter:frequency", args=[mime.PLACEHOLDERS.token])
    keep_url = emails.absolute_url(notice.site, path)
    context = context | {"frequency": notice.frequency, "keep_url": keep_url}
    return RenderedEmail(
        subject=render_to_string(f"{TEMPLATE}_subject.txt", context),
        html=inline_styles(render_to_string(f"{TEMPLATE}.html", context)),
        text=render_to_string(f"{TEMPLATE}.txt", context),
    )
