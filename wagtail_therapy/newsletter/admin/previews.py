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

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails.domains import ascii_domain

from ..composing import emails, posts
from ..models import Mailing, PostMailIntent

EMAIL = "email"
TEMPLATE = "wagtail_therapy/newsletter/emails/preview.html"
INBOX_LINE = 66
# The first of the invisible characters in preheader_end.html.
FILLER = "\u034f"


class EmailPreviewMixin(models.Model):
    """Adds the email to a page type's previews; put it before the other mixins.

    It shows what a reader would get now, with the sender, the subject and the inbox's preview text.
    Nothing is saved or sent, and its link unsubscribes no one.
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
        # A page outside every site has none.
        site = self.get_site() or Site.find_for_request(request)
        mailing = Mailing(site=site, page=self, language=self.locale.language_code)
        response = render(request, TEMPLATE, _shown(mailing, _words(self)))
        response["Content-Security-Policy"] = policy_for(site)
        return response


def policy_for(site: Site) -> str:
    """Return the policy for showing a site's email.

    A host's own forbids the styles that every email carries in itself. Ours allows no more than an
    email program does, and pictures of the site, which may not be where the admin is.
    """
    domain = ascii_domain(site.hostname)
    hosts = " ".join([site.root_url.replace(site.hostname, domain, 1), *conf.own_hosts])
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: {hosts}; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )


def _words(page: Any) -> dict[str, str]:
    """Return what is stored for the email, and what the form that is previewed has changed."""
    stored = PostMailIntent.of(page) or PostMailIntent()
    given = vars(page).get("mail_answer")
    return stored.words | (given.words if given else {})


def _shown(mailing: Mailing, words: dict[str, str]) -> dict[str, Any]:
    try:
        content = posts.content(mailing, words)
    except emails.CannotMailError as error:
        return {"problem": str(error)}
    return {"content": content, "opening": _opening(content.html)}


def _opening(html: str) -> str:
    """Return the preview text, which an inbox shows after the subject."""
    _head, _body, visible = html.partition("<body")
    preheader, _filler, _rest = unescape(strip_tags(f"<body{visible}")).partition(FILLER)
    return Truncator(" ".join(preheader.split())).chars(INBOX_LINE)
