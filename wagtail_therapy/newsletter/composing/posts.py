"""The email about a post: its opening or the whole of it, as HTML and as the same words in text."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.emails.bodies import email_pieces
from wagtail_therapy.content.emails.inlining import inline_styles
from wagtail_therapy.content.emails.pictures import email_picture
from wagtail_therapy.content.emails.text_writer import plain_text
from wagtail_therapy.practice.emails.transfer_encodings import encode_body

from ..models import MailedPart, PostMailIntent
from . import emails
from .emails import Content, RenderedEmail

TEMPLATE = "wagtail_therapy/newsletter/emails/post"
# Gmail hides what comes after 102 kB. What is sent is never smaller than what it counts.
LARGEST = 102_000
HEADINGS = ("<h2", "<h3")


@sensitive_variables()
def content(mailing: Any, words: dict[str, str] | None = None, sender: str = "") -> Content:
    """Render the email of a mailing's page, with the words that are stored for it, or others.

    A post that is too long is cut between two paragraphs. Raises CannotMailError, unless the sender
    is given.
    """
    page = mailing.page.specific
    if words is None:
        words = (PostMailIntent.of(page) or PostMailIntent()).words
    return emails.to_list(mailing, lambda context: _rendered(page, context | words), sender)


def _rendered(page: Any, context: dict[str, Any]) -> RenderedEmail:
    content = page.get_mail_content()
    part = context["part"] or context["site_part"]
    url = page.get_full_url()
    pieces = _body(page, content, url) if part == MailedPart.WHOLE else []
    context = context | {
        "post": content,
        "post_url": url,
        "picture": email_picture(content.get("picture"), url),
        "authors": get_text_list([name for name, _role in content.get("authors", [])], _("and")),
    }
    html, shown = _fitted(pieces, lambda some: _html(some, pieces, context))
    text = render_to_string(f"{TEMPLATE}.txt", _with_body(shown, pieces, context))
    return RenderedEmail(content["title"], html, text)


def _body(page: Any, content: dict[str, Any], url: str) -> list[SafeString]:
    if not content.get("body"):
        return []
    return email_pieces(content["body"], content.get("references"), page=page, page_url=url)


def _html(shown: list[SafeString], pieces: list[SafeString], context: dict[str, Any]) -> str:
    return inline_styles(render_to_string(f"{TEMPLATE}.html", _with_body(shown, pieces, context)))


def _with_body(
    shown: list[SafeString], pieces: list[SafeString], context: dict[str, Any]
) -> dict[str, Any]:
    return context | {
        "pieces": shown,
        "body_text": plain_text("".join(shown)),
        "is_cut": len(shown) < len(pieces),
    }


def _fitted(
    pieces: list[SafeString], render: Callable[[list[SafeString]], str]
) -> tuple[str, list[SafeString]]:
    """Return the email with as many pieces as Gmail shows, and these pieces."""
    html, shown = render(pieces), pieces
    if is_small(html):
        return html, shown
    # Between what fits and what doesn't.
    fits, too_many = 0, len(pieces)
    while too_many - fits > 1:
        number = (fits + too_many) // 2
        if is_small(render(pieces[:number])):
            fits = number
        else:
            too_many = number
    shown = _without_last_heading(pieces[:fits])
    return render(shown), shown


def _without_last_heading(pieces: list[SafeString]) -> list[SafeString]:
    while pieces and pieces[-1].startswith(HEADINGS):
        pieces = pieces[:-1]
    return pieces


def is_small(html: str) -> bool:
    """Whether Gmail shows all of an email."""
    return len(encode_body(html).content) <= LARGEST
