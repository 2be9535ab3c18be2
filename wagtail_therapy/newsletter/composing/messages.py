"""Makes the messages of a prepared mailing, one for each reader."""

from email.utils import format_datetime
from functools import cached_property
from typing import Any

from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.practice.emails import headers
from wagtail_therapy.practice.emails.messages import PracticeEmail

from .. import tokens
from ..models import Delivery
from . import mime


def serialized(mailing: Any) -> str:
    """Return a prepared mailing's email in the form sent by SMTP, for no particular reader."""
    return MailingMessages(mailing).template.content.decode("ascii")


class MailingMessages:
    """Makes the messages of one prepared mailing, with the headers of RFC 8058, 2369 and 2919."""

    def __init__(self, mailing: Any):
        self.mailing = mailing
        self.headers = {
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": mailing.list_id,
            "Date": format_datetime(mailing.frozen_at),
            "Precedence": "bulk",
        }
        self.sender = headers.mailboxes(mailing.sender)[0].address
        self.domain = self.sender.rpartition("@")[2]
        content = mailing.serialized.encode() or self.serialized(mime.PLACEHOLDERS)
        self.template = mime.MessageTemplate(content, [mailing.text, mailing.html])

    def for_delivery(self, delivery: Delivery) -> "MailingEmail":
        """Return one delivery's email, with the same id, date and content each time."""
        return MailingEmail(self, self.values_for(delivery))

    def values_for(self, delivery: Delivery) -> mime.Values:
        """Return what differs for this reader."""
        token = tokens.unsubscribe_token(delivery.subscriber)
        return self.values(delivery.subscriber.email, delivery.pk, token)

    @sensitive_variables()
    def values(self, address: str, number: int | str, token: str) -> mime.Values:
        return mime.Values(
            address=address,
            message_id=f"{self.mailing.uuid.hex}.{number}@{self.domain}",
            unsubscribe_url=self.mailing.unsubscribe_url.replace(mime.PLACEHOLDERS.token, token),
            token=token,
        )

    def fill(self, values: mime.Values) -> bytes:
        template = self.template
        if not template.is_whole:
            whole = self.serialized(mime.PLACEHOLDERS._replace(token=values.token))
            template = mime.MessageTemplate(whole, [])
        return template.fill(values)

    def serialized(self, values: mime.Values) -> bytes:
        return mime.serialized(self.build(values))

    def build(self, values: mime.Values) -> PracticeEmail:
        message = PracticeEmail(
            subject=self.mailing.subject,
            body=self.mailing.text.replace(mime.PLACEHOLDERS.token, values.token),
            from_email=self.mailing.sender,
            to=[values.address],
            headers=self.headers
            | {
                "List-Unsubscribe": f"<{values.unsubscribe_url}>",
                "Message-ID": f"<{values.message_id}>",
            },
        )
        html = self.mailing.html.replace(mime.PLACEHOLDERS.token, values.token)
        message.attach_alternative(html, "text/html")
        return message


class MailingEmail(mime.OutgoingEmail):
    """One delivery's email: its bytes, and Django's message if the backend needs that."""

    sender = recipient = ""

    def __init__(self, messages: MailingMessages, values: mime.Values):
        self.messages = messages
        self.values = values
        self.sender, self.recipient = messages.sender, values.address
        # Now: an address that can't be written into a message must not fail in mid-session.
        self.content = messages.fill(values)

    @cached_property
    def message(self) -> PracticeEmail:
        return self.messages.build(self.values)
