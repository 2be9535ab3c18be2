"""Emails as files in ``MAILBOX_DIR``. The backend writes them, and the views read them."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

NAME_FORMAT = "%Y%m%dT%H%M%S.%f%z"


@dataclass(frozen=True)
class StoredEmail:
    name: str
    received_at: datetime
    raw: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def subject(self) -> str:
        return self.message["Subject"] or "(no subject)"

    @property
    def sender(self) -> str:
        return self.message["From"] or ""

    @property
    def recipient(self) -> str:
        return self.message["To"] or ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        return self.message.items()

    @property
    def text(self) -> str:
        return self.part("plain")

    @property
    def html(self) -> str:
        return self.part("html")

    def part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return part.get_content() if part else ""

    @property
    def one_click_url(self) -> str | None:
        """The address for the one-click POST of RFC 8058, if the email has one."""
        if self.message["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
            return None
        found = re.search(r"<(https?://[^>]+)>", self.message["List-Unsubscribe"] or "")
        return found[1] if found else None


def store(raw: bytes) -> None:
    """Write an email to the mailbox atomically, because the views read while workers write."""
    directory = Path(settings.MAILBOX_DIR)
    directory.mkdir(parents=True, exist_ok=True)
    name = f"{timezone.now():{NAME_FORMAT}}-{uuid4().hex[:12]}"
    unfinished = directory / f"{name}.part"
    unfinished.write_bytes(raw)
    unfinished.rename(directory / f"{name}.eml")


def names() -> list[str]:
    """Return the names of all emails, newest first."""
    return sorted((path.stem for path in Path(settings.MAILBOX_DIR).glob("*.eml")), reverse=True)


def load(name: str) -> StoredEmail:
    """:raises FileNotFoundError: there is no such email."""
    return StoredEmail(
        name=name,
        received_at=datetime.fromisoformat(name.rpartition("-")[0]),
        raw=(Path(settings.MAILBOX_DIR) / f"{name}.eml").read_bytes(),
    )
