"""The sender of our emails."""

from typing import Any

from .domains import ascii_domain
from .headers import ENCODED_WORD_START, Mailbox


def sender(practice: Any) -> str:
    """Return the From of a practice's emails, in Unicode. The practice must have an address."""
    local, _at, domain = practice.sender_email.rpartition("@")
    name = " ".join((practice.sender_name or practice.display_name).split())
    # The name of a Wagtail site is not validated, and a provider may pass it on unchanged.
    return str(Mailbox(name.replace(ENCODED_WORD_START, "= ?"), f"{local}@{ascii_domain(domain)}"))
