"""What every email of the newsletter has, to the list or to one reader. Sends and saves nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.content.emails.inlining import inline_styles
from wagtail_therapy.practice.emails import headers, senders
from wagtail_therapy.practice.emails.domains import ascii_domain
from wagtail_therapy.practice.emails.messages import PracticeEmail
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices

from ..models import NewsletterSettings, Subscriber
from . import mime


class CannotMailError(Exception):
    """Something that every email needs is missing; the message says where to set it."""


@dataclass(frozen=True)
class Content:
    """An email to the whole list, rendered once, with placeholders for what differs per reader."""

    subject: str
    html: str
    text: str
    sender: str
    list_id: str
    unsubscribe_url: str


class RenderedEmail(NamedTuple):
    subject: str
    html: str
    text: str


@sensitive_variables()
def to_list(
    mailing: Any, render: Callable[[dict[str, Any]], RenderedEmail], sender: str = ""
) -> Content:
    """Return the content of a mailing, rendered in its language.

    Raises CannotMailError, unless the sender is given.
    ``render`` gets the context that every email of the site to its list has.
    """
    url_pattern = unsubscribe_url(mailing.site, mime.PLACEHOLDERS.token)
    with translation.override(mailing.language):
        urls = {
            "unsubscribe_url": url_pattern,
            "manage_url": manage_url(mailing.site, mime.PLACEHOLDERS.token),
        }
        email = render(_site_context(mailing.site) | urls)
        return Content(
            subject=_one_line(email.subject)[:255],
            html=email.html,
            text=email.text,
            sender=sender or _sender(mailing.site),
            list_id=_list_id(mailing.site),
            unsubscribe_url=url_pattern,
        )


@sensitive_variables()
def message_to_one(
    subscriber: Subscriber, name: str, *, to: str = "", **context: Any
) -> PracticeEmail:
    """Build an email to one reader from the templates of this name. Raises CannotMailError.

    It goes to the reader's address, unless ``to`` is another one of theirs.
    """
    template = f"wagtail_therapy/newsletter/emails/{name}"
    with translation.override(subscriber.language or translation.get_language()):
        context |= _site_context(subscriber.site)
        message = PracticeEmail(
            subject=_one_line(render_to_string(f"{template}_subject.txt", context)),
            body=render_to_string(f"{template}.txt", context),
            from_email=_sender(subscriber.site),
            to=[to or subscriber.email],
            # RFC 3834: automatic replies shouldn't answer this.
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        html = inline_styles(render_to_string(f"{template}.html", context))
        message.attach_alternative(html, "text/html")
    return message


def _site_context(site: Site) -> dict[str, Any]:
    practice = PracticeSettings.read(site)
    newsletter = NewsletterSettings.read(site)
    return {
        "practice": practice,
        "notices": Notices(practice, is_for_email=True),
        "list_name": newsletter.list_name or practice.display_name,
        "is_untracked": newsletter.is_untracked,
        "site_part": newsletter.part,
        "site_url": site.root_url,
        "language": translation.get_language(),
    }


def _list_id(site: Site) -> str:
    name = _one_line(_site_context(site)["list_name"])
    return headers.list_id(name, f"posts.{ascii_domain(site.hostname)}")


def _sender(site: Site) -> str:
    """Return the From header of a site's emails. Raises CannotMailError."""
    if missing := problems(site):
        raise CannotMailError(missing[0])
    return senders.sender(PracticeSettings.read(site))


def problem(site: Site) -> str:
    """Return why a site can't send emails, for its editors; "" if it can."""
    return next(iter(problems(site)), "")


def problems(site: Site) -> list[str]:
    """Return everything that a site lacks to send emails, for its editors."""
    practice = PracticeSettings.read(site)
    found = []
    if not practice.sender_email:
        found.append(gettext("No sender address. Set it under Settings → Practice."))
    if not practice.postal_address.strip():
        # 15 U.S.C. §7704(a)(5) requires it in every email to a list.
        found.append(gettext("No postal address. Set it under Settings → Practice."))
    return found


@sensitive_variables()
def unsubscribe_url(site: Site, token: str) -> str:
    """Return the unsubscribe URL, in its short form if the host's URLs have that."""
    try:
        path = reverse("wagtail_therapy_unsubscribe:unsubscribe", args=[token])
    except NoReverseMatch:
        path = reverse("wagtail_therapy_newsletter:unsubscribe", args=[token])
    return absolute_url(site, path)


@sensitive_variables()
def manage_url(site: Site, token: str) -> str:
    """Return the URL of the page on which readers choose how often they get emails.

    Its token is that of the unsubscribe link.
    """
    return absolute_url(site, reverse("wagtail_therapy_newsletter:manage", args=[token]))


def absolute_url(site: Site, path: str) -> str:
    # Editors may type a host name in any script; a header is ASCII.
    root_url = site.root_url.replace(site.hostname, ascii_domain(site.hostname), 1)
    return f"{root_url}{path}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
