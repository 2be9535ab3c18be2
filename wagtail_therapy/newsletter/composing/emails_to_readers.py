"""Builds the emails to one reader about their own subscription. Sends and saves nothing."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from swapper import load_model

from wagtail_therapy.conf import conf
from wagtail_therapy.content.visibility import exclude_future, exclude_private, specific_pages
from wagtail_therapy.practice.emails.messages import PracticeEmail

from .. import clock, tokens
from ..models import NewsletterSettings, Subscriber
from .emails import absolute_url, manage_url, message_to_one, unsubscribe_url


@sensitive_variables()
def confirmation(subscriber: Subscriber) -> PracticeEmail:
    """Build the email that asks a reader to confirm. Raises CannotMailError."""
    text = NewsletterSettings.read(subscriber.site).confirmation_text
    return _confirmation(subscriber, "confirm", text)


@sensitive_variables()
def reminder(subscriber: Subscriber) -> PracticeEmail:
    """Build the one email that asks a reader again to confirm. Raises CannotMailError."""
    text = NewsletterSettings.read(subscriber.site).reminder_text
    return _confirmation(subscriber, "reminder", text)


@sensitive_variables()
def invitation(subscriber: Subscriber) -> PracticeEmail:
    """Build the email that asks a reader of an import, in the practice's words.

    Raises CannotMailError.
    """
    asking = subscriber.invited_by
    subject = asking.invitation_subject
    return _confirmation(subscriber, "invitation", asking.invitation.text, subject=subject)


@sensitive_variables()
def _confirmation(subscriber: Subscriber, name: str, text: str, **context: Any) -> PracticeEmail:
    token = tokens.confirm_token(subscriber)
    path = reverse("wagtail_therapy_newsletter:confirm", args=[token])
    token = tokens.never_again_token(subscriber)
    never_again = reverse("wagtail_therapy_newsletter:never_again", args=[token])
    return message_to_one(
        subscriber,
        name,
        text=text.strip(),
        confirm_url=absolute_url(subscriber.site, path),
        never_again_url=absolute_url(subscriber.site, never_again),
        deletion_due_at=subscriber.deletion_due_at,
        **context,
    )


@sensitive_variables()
def already_subscribed(subscriber: Subscriber) -> PracticeEmail:
    """Build the answer to a subscriber who signs up again. Raises CannotMailError.

    Only the mailbox's owner learns this: the site says the same to everyone.
    """
    token = tokens.unsubscribe_token(subscriber)
    return message_to_one(
        subscriber,
        "already_subscribed",
        unsubscribe_url=unsubscribe_url(subscriber.site, token),
        manage_url=manage_url(subscriber.site, token),
    )


@sensitive_variables()
def link(subscriber: Subscriber) -> PracticeEmail:
    """Build the email with a link to all that readers may do. Raises CannotMailError."""
    path = reverse("wagtail_therapy_newsletter:manage_all", args=[tokens.manage_token(subscriber)])
    return message_to_one(subscriber, "link", link_url=absolute_url(subscriber.site, path))


@sensitive_variables()
def new_address(subscriber: Subscriber) -> PracticeEmail:
    """Build the email that asks to confirm a new address, to that address.

    Raises CannotMailError.
    """
    path = reverse(
        "wagtail_therapy_newsletter:new_address", args=[tokens.new_address_token(subscriber)]
    )
    confirm_url = absolute_url(subscriber.site, path)
    requested_at = subscriber.new_email_requested_at or clock.now()
    return message_to_one(
        subscriber,
        "new_address",
        to=subscriber.new_email,
        confirm_url=confirm_url,
        deletion_due_at=requested_at + conf.pending_retention,
    )


@sensitive_variables()
def address_changed(subscriber: Subscriber, former: str) -> PracticeEmail:
    """Build the email that tells a former address of a change. Raises CannotMailError.

    It doesn't name the new one.
    """
    return message_to_one(subscriber, "address_changed", to=former)


@sensitive_variables()
def welcome(subscriber: Subscriber) -> PracticeEmail:
    """Build the practice's welcome to a new reader. Raises CannotMailError."""
    token = tokens.unsubscribe_token(subscriber)
    settings = NewsletterSettings.read(subscriber.site)
    with translation.override(subscriber.language or translation.get_language()):
        posts = _posts(settings)
    return message_to_one(
        subscriber,
        "welcome",
        welcome_text=settings.welcome_text,
        posts=posts,
        unsubscribe_url=unsubscribe_url(subscriber.site, token),
        manage_url=manage_url(subscriber.site, token),
    )


def _posts(settings: NewsletterSettings) -> list[dict[str, Any]]:
    """Return the chosen posts that anyone may read on the site, in the order of the practice."""
    chosen = dict.fromkeys(block.value.pk for block in settings.welcome_posts if block.value)
    live = load_model("wagtailcore", "Page").objects.live().filter(pk__in=chosen)
    public = {page.pk: page for page in specific_pages(exclude_future(exclude_private(live)))}
    shown = [public[pk] for pk in chosen if pk in public]
    return [
        page.get_mail_content() | {"url": page.get_full_url()}
        for page in shown
        # The host may no longer email pages of this type.
        if page.get_site() == settings.site and hasattr(page, "get_mail_content")
    ]
