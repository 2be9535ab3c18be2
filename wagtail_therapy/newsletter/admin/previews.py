"""The email about a post, shown in its editor before anyone gets it."""

from html import unescape
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from ..composing import emails
from ..models import Mailing

EMAIL = "email"
TEMPLATE = "wagtail_therapy/newsletter/emails/preview.html"
# A host's own policy forbids the styles that every email carries in itself. Ours allows no more
# than an email program does.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
INBOX_LINE = 66


class EmailPreviewMixin(models.Model):
    """Adds the email to what the editor of a page type previews; mix it in before the others.

    It shows what a reader would get now, with its sender, its subject and what an inbox shows
    behind that. Nothing is saved or sent, and its link unsubscribes no one.
    """

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        modes = super().preview_modes
        return [*modes, (EMAIL, _("Email"))] if modes else []

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name != EMAIL:
            return super().serve_preview(request, mode_name)
        # A page outside of all sites has none.
        site = self.get_site() or Site.find_for_request(request)
        mailing = Mailing(site=site, page=self, language=self.locale.language_code)
        response = render(request, TEMPLATE, _shown(mailing))
        response["Content-Security-Policy"] = POLICY
        return response


def _shown(mailing: Mailing) -> dict[str, Any]:
    try:
        content = emails.post(mailing)
    except emails.CannotMailError as error:
        return {"problem": str(error)}
    return {"content": content, "opening": _opening(content.html)}


def _opening(html: str) -> str:
    """Return what an inbox shows behind the subject."""
    _head, _body, visible = html.partition("<body")
    words = unescape(strip_tags(f"<body{visible}")).split()
    return Truncator(" ".join(words)).chars(INBOX_LINE)
