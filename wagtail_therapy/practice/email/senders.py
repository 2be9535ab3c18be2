"""The sender of our mails."""

from typing import Any

from .domains import ascii_domain
from .headers import ENCODED, Mailbox


def sender(practice: Any) -> str:
    """Return the From of a practice's mails, in Unicode; its address must be there."""
    local, _at, domain = practice.sender_email.rpartition("@")
    name = " ".join((practice.sender_name or practice.display_name).split())
    # A Wagtail site's name was never checked, and a provider may hand it on as it is.
    return str(Mailbox(name.replace(ENCODED, "= ?"), f"{local}@{ascii_domain(domain)}"))
