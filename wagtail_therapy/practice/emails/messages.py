"""The class of every email that a practice sends, in plain text and HTML."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMultiAlternatives

from . import headers
from .transfer_encodings import encode_body

# Django writes these from attributes of the message.
FROM_ATTRIBUTES = {"from", "to", "cc", "reply-to", "subject", "date", "message-id", "bcc"}


class PracticeEmail(EmailMultiAlternatives):
    """An email whose MIME form is the same on every version of Python and Django.

    Its headers are folded and its bodies are 7bit, so no server on its way has to change it. Its
    headers name the domain of the sender, never the machine.
    """

    extra_headers: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "Message-ID" not in self.extra_headers:
            self.extra_headers = {"Message-ID": self._new_id()} | self.extra_headers

    @property
    def sender_address(self) -> str:
        return headers.mailboxes(self.from_email)[0].address

    def message(self, *, policy: Policy = policy.default) -> Message:
        """Return the current message in parsed form, which can be changed and signed.

        With attachments, Django builds it.
        """
        if self.attachments:
            return super().message()
        return BytesParser(ParsedEmail, policy=without_refolding(policy)).parsebytes(
            self.as_bytes()
        )

    def as_bytes(self) -> bytes:
        """Return the bytes that are sent over SMTP."""
        if self.attachments:
            lines = super().message().as_bytes().splitlines()
            return b"".join(line + b"\r\n" for line in lines)
        kinds = [(self.content_subtype, self.body)]
        kinds += [(kind.partition("/")[2], content) for content, kind in self.alternatives]
        parts = [_part(*kind) for kind in kinds]
        content = parts[0] if len(parts) == 1 else _alternatives(parts)
        return headers.header_block(list(self._fields())).encode("ascii") + content

    def _new_id(self) -> str:
        return f"<{uuid4().hex}@{self.sender_address.rpartition('@')[2]}>"

    def _fields(self) -> Iterator[tuple[Any, ...]]:
        given = {name.lower(): value for name, value in self.extra_headers.items()}
        yield "From", given.get("from", self.from_email)
        for name, values in (("To", self.to), ("Cc", self.cc), ("Reply-To", self.reply_to)):
            if shown := ([given[name.lower()]] if name.lower() in given else values):
                yield name, *shown
        yield "Subject", given.get("subject", self.subject)
        yield "Date", given.get("date") or format_datetime(datetime.now(UTC))
        yield "Message-ID", given.get("message-id") or self._new_id()
        for name, value in self.extra_headers.items():
            if name.lower() not in FROM_ATTRIBUTES:
                yield name, value
        yield "MIME-Version", "1.0"


class ParsedEmail(EmailMessage):
    """A parsed message that does not change its original headers."""

    def as_bytes(
        self, unixfrom: bool = False, policy: Policy | None = None, linesep: str | None = None
    ) -> bytes:
        """``linesep``: Django's own argument, before 6.0."""
        return super().as_bytes(unixfrom, self._policy(policy, linesep))

    def as_string(
        self,
        unixfrom: bool = False,
        maxheaderlen: int | None = None,
        policy: Policy | None = None,
        linesep: str | None = None,
    ) -> str:
        """``linesep``: Django's own argument, before 6.0."""
        return super().as_string(unixfrom, maxheaderlen, self._policy(policy, linesep))

    def _policy(self, policy: Policy | None, linesep: str | None) -> Policy:
        chosen = without_refolding(policy or self.policy)
        return chosen.clone(linesep=linesep) if linesep else chosen


def without_refolding(policy: Policy) -> Policy:
    """Return a policy that does not refold headers, because List-Unsubscribe may be a long line."""
    return policy.clone(refold_source="none") if isinstance(policy, EmailPolicy) else policy


def _part(kind: str, text: str) -> bytes:
    encoding, content = encode_body(text)
    lines = [
        f'Content-Type: text/{kind}; charset="utf-8"',
        f"Content-Transfer-Encoding: {encoding}",
    ]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode() + content


def _alternatives(parts: list[bytes]) -> bytes:
    # Our encodings never write "=_", so no part contains it, whatever the placeholders' values.
    boundary = f"=_{hashlib.sha256(b''.join(parts)).hexdigest()[:32]}"
    kind = f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'
    delimiter = f"--{boundary}\r\n".encode()
    lines = [kind.encode()]
    for part in parts:
        lines += [delimiter, part, b"\r\n"]
    return b"".join([*lines, f"--{boundary}--\r\n".encode()])
