"""A message that is serialised once and then filled in for each reader.

Two reasons. Building MIME costs milliseconds for each message, and of a mailing only the address,
the unsubscribe link and the message id differ. And Python's header folding takes a long URL for
text: Django 6.0 encodes ``List-Unsubscribe`` as RFC 2047 words, Django 5.2 breaks the line after
its name. No mail program offers one click on either. A short placeholder is left alone.
"""

import re
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from functools import cached_property
from typing import Any, NamedTuple

from django.core.mail import EmailMultiAlternatives

from wagtail_therapy import compat


class Values(NamedTuple):
    """What differs from reader to reader."""

    address: str
    message_id: str
    unsubscribe_url: str
    # The end of the same URL, as it stands in both bodies.
    token: str

    def __repr__(self) -> str:
        """Say nothing: reports of errors show variables."""
        return "<Values>"


# ASCII letters and digits, and short: no encoding of a body or a header touches them.
PLACEHOLDERS = Values(
    address="therapyreader0@placeholder.invalid",
    message_id="therapymessageid0@placeholder.invalid",
    unsubscribe_url="therapyunsubscribeurl0",
    token="therapyunsubscribetoken0",  # noqa: S106 -- a placeholder, not a secret
)


# Quoted-printable ends a line where it is full, also in the middle of a placeholder.
SOFT_BREAK = b"=\r\n"
BROKEN_TOKEN = re.compile("(=\r\n)?".join(PLACEHOLDERS.token).encode())


class FilledMessage:
    """What a mail backend asks of a message's MIME form: its bytes."""

    def __init__(self, content: bytes):
        self.content = content

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\r\n") -> bytes:
        return self.content if linesep == "\r\n" else self.content.replace(b"\r\n", b"\n")

    @cached_property
    def parsed(self) -> Message:
        return message_from_bytes(self.content)

    def __getattr__(self, name: str) -> Any:
        # The console backend asks for the charset, and others may ask for more.
        if name.startswith("_") or name == "content":
            raise AttributeError(name)
        return getattr(self.parsed, name)


class MessageTemplate:
    """The serialised form of a message that has placeholders for values."""

    def __init__(self, message: EmailMultiAlternatives):
        self.content = BROKEN_TOKEN.sub(_on_a_line, compat.message_bytes(message))
        bodies = [message.body, *(part.content for part in message.alternatives)]
        tokens = sum(body.count(PLACEHOLDERS.token) for body in bodies)
        # Base64 leaves none.
        self.is_whole = self.content.count(PLACEHOLDERS.token.encode()) == tokens

    def fill(self, values: Values) -> FilledMessage:
        content = self.content
        for placeholder, value in zip(PLACEHOLDERS, values, strict=True):
            content = content.replace(placeholder.encode(), value.encode("ascii"))
        return FilledMessage(content)


class FilledAlternatives(EmailMultiAlternatives):
    """A message whose MIME form is there already; a provider's API takes its parts."""

    filled: FilledMessage | None = None

    def message(self, **kwargs: Any) -> Any:
        return self.filled or super().message(**kwargs)


class Letter:
    """A message to one reader: bytes for SMTP, Django's message for every other backend."""

    def __init__(self, message: EmailMultiAlternatives):
        self.message = message

    @property
    def sender(self) -> str:
        return parseaddr(self.message.from_email)[1]

    @property
    def recipient(self) -> str:
        return self.message.to[0]

    @cached_property
    def content(self) -> bytes:
        return compat.message_bytes(self.message)


def _on_a_line(token: re.Match[bytes]) -> bytes:
    """Return the placeholder on a line of its own, on which there is room for any token."""
    if SOFT_BREAK not in token[0]:
        return token[0]
    return SOFT_BREAK + PLACEHOLDERS.token.encode() + SOFT_BREAK
