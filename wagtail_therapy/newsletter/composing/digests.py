"""The email with all posts that some readers are owed: titles, openings, and links."""

from dataclasses import asdict, dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from wagtail_therapy.content.emails.inlining import inline_styles
from wagtail_therapy.content.emails.pictures import email_picture

from ..models import Mailing
from . import emails, public_posts
from .emails import Content, RenderedEmail
from .posts import is_small

TEMPLATE = "wagtail_therapy/newsletter/emails/digest"
# In CSS pixels, beside the title.
PICTURE_WIDTH = 96


@dataclass(frozen=True)
class DigestContent(Content):
    """The email of a digest, and which posts it has: their mailings."""

    post_ids: tuple[int, ...]


def content(digest: Mailing) -> DigestContent:
    """Render a digest of those of its posts that are public now. Raises CannotMailError."""
    mailings = public_posts.in_digest(digest)
    rendered = emails.to_list(digest, lambda context: _email(digest, mailings, context))
    return DigestContent(**asdict(rendered), post_ids=tuple(one.pk for one in mailings))


def archive_url(digest: Mailing) -> str:
    """Return the URL of its page, for readers."""
    path = reverse("wagtail_therapy_newsletter:digest", args=[digest.uuid])
    return emails.absolute_url(digest.site, path)


def listed(mailings: list[Mailing]) -> list[dict[str, Any]]:
    """Return what a digest says about each post."""
    return [_listed(mailing.page.specific) for mailing in mailings]


def _listed(page: Any) -> dict[str, Any]:
    content, url = page.get_mail_content(), page.get_full_url()
    picture = email_picture(content.get("picture"), url, PICTURE_WIDTH)
    return content | {"url": url, "picture": picture}


def _email(digest: Mailing, mailings: list[Mailing], context: dict[str, Any]) -> RenderedEmail:
    context = context | {
        "posts": listed(mailings),
        "frequency": digest.frequency,
        "digest_url": archive_url(digest),
    }
    return RenderedEmail(
        subject=render_to_string(f"{TEMPLATE}_subject.txt", context),
        html=_fitted(context),
        text=render_to_string(f"{TEMPLATE}.txt", context),
    )


def _fitted(context: dict[str, Any]) -> str:
    """Return the HTML, with fewer openings and pictures if all would be too long for Gmail."""
    opened = len(context["posts"])
    while not is_small(html := _html(context, opened)) and opened:
        opened //= 2
    return html


def _html(context: dict[str, Any], opened: int) -> str:
    posts = [post | {"is_open": n < opened} for n, post in enumerate(context["posts"])]
    return inline_styles(render_to_string(f"{TEMPLATE}.html", context | {"posts": posts}))
