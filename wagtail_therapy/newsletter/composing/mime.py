"""A message that is serialised once and then filled in for each reader.

In a mailing only the address, the unsubscribe link and the message id differ from reader to reader.
"""

import re
from functools import cached_property
from typing import NamedTuple

from wagtail_therapy.practice.emails.messages import PracticeEmail

from .. import tokens


class Values(NamedTuple):
    """What differs from reader to reader."""

    address: str
    message_id: str
    unsubscribe_url: str
    # The end of the same URL, as in both bodies.
    token: str

    def __repr__(self) -> str:
        """Hide the values: error reports show variables."""
        return "<Values>"


# ASCII letters and digits, and short: no encoding of a body or a header touches them.
PLACEHOLDERS = Values(
    address="therapyreader0@placeholder.invalid",
    message_id="therapymessageid0@placeholder.invalid",
    unsubscribe_url="therapyunsubscribeurl0",
    # As long as every token, so that no line of a body exceeds its limit.
    token="therapyunsubscribetoken0".ljust(tokens.UNSUBSCRIBE_LENGTH, "0"),
)


# Quoted-printable ends a line where it is full, even in the middle of a placeholder.
SOFT_BREAK = b"=\r\n"
BROKEN_TOKEN = re.compile("(=\r\n)?".join(PLACEHOLDERS.token).encode())


def serialized(message: PracticeEmail) -> bytes:
    """Return a message in the form sent by SMTP, with each placeholder in one piece."""
    return BROKEN_TOKEN.sub(_on_a_line, message.as_bytes())


class MessageTemplate:
    """The serialised form of a message that has placeholders for values."""

    def __init__(self, content: bytes, bodies: list[str]):
        self.content = content
        tokens = sum(body.count(PLACEHOLDERS.token) for body in bodies)
        # Base64 hides them.
        self.is_whole = content.count(PLACEHOLDERS.token.encode()) == tokens

    def fill(self, values: Values) -> bytes:
        content = self.content
        for placeholder, value in zip(PLACEHOLDERS, values, strict=True):
            content = content.replace(placeholder.encode(), value.encode("ascii"))
        return content


class OutgoingEmail:
    """A message to one reader: bytes for SMTP, Django's message for every other backend."""

    def __init__(self, message: PracticeEmail):
        self._message = message

    @cached_property
    def message(self) -> PracticeEmail:
        return self._message

    @property
    def sender(self) -> str:
        return self.message.sender_address

    @property
    def recipient(self) -> str:
        return self.message.to[0]

    @cached_property
    def content(self) -> bytes:
        return self.message.as_bytes()


def _on_a_line(token: re.Match[bytes]) -> bytes:
    """Return the placeholder on a line of its own, with room for any token."""
    if SOFT_BREAK not in token[0]:
        return token[0]
    return SOFT_BREAK + PLACEHOLDERS.token.encode() + SOFT_BREAK
