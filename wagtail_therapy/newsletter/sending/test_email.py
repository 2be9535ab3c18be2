"""A test of an email, sent to people of the practice. It belongs to no reader and no mailing."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails import senders
from wagtail_therapy.practice.emails.headers import Mailbox, mailboxes
from wagtail_therapy.practice.models import PracticeSettings

from .. import clock
from ..composing import announcements, posts
from ..composing.emails import Content
from ..composing.messages import MailingMessages
from ..models import Announcement, Delivery, Mailing, Subscriber
from ..transport.backends import Transport
from ..transport.results import SendResult


@sensitive_variables()
def send_post(page: Any, addresses: list[str]) -> list[SendResult]:
    """Send the email about a page to each address, and return what became of each.

    The site may lack settings that a mailing needs. The links in it unsubscribe no one.
    """
    mailing = Mailing(site=page.get_site(), page=page, language=page.locale.language_code)
    return send(mailing, addresses, lambda sender: posts.content(mailing, sender=sender))


@sensitive_variables()
def send_announcement(announcement: Announcement, addresses: list[str]) -> list[SendResult]:
    """Send an announcement to each address, and return what became of each."""
    mailing = Mailing(
        site=announcement.site, announcement=announcement, language=announcement.language
    )
    return send(mailing, addresses, lambda sender: announcements.content(mailing, sender))


@sensitive_variables()
def send(
    mailing: Mailing, addresses: list[str], render: Callable[[str], Content]
) -> list[SendResult]:
    """Send what ``render`` makes for a sender. Saves nothing: the mailing must be a new one."""
    content = asdict(render(sender(mailing.site)))
    content["subject"] = gettext("[Test] %s") % content["subject"]
    prepared = Mailing(site=mailing.site, uuid=mailing.uuid, frozen_at=clock.now(), **content)
    messages = MailingMessages(prepared)
    readers = [Subscriber(site=mailing.site, email=address) for address in addresses]
    with Transport() as transport:
        return [
            transport.send(messages.for_delivery(Delivery(pk=0, subscriber=reader)).message)
            for reader in readers
        ]


def sender(site: Site) -> str:
    """Return the sender of a site's tests: that of its emails, or else Django's default one."""
    practice = PracticeSettings.read(site)
    if practice.sender_email:
        return senders.sender(practice)
    default = mailboxes(conf.default_from_email)[0]
    return str(Mailbox(practice.display_name, default.address))
