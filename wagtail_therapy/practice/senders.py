"""The sender of our mails."""

from email.utils import formataddr
from typing import Any

import idna
from django.views.decorators.debug import sensitive_variables

# Begins an encoded word (RFC 2047 §2), which can hold what no header may: the end of a line.
ENCODED = "=?"


def sender(practice: Any) -> str:
    """Return the From of a practice's mails; its address must be there."""
    local, _at, domain = practice.sender_email.rpartition("@")
    name = " ".join((practice.sender_name or practice.display_name).split())
    # A Wagtail site's name was never checked for use in a mail.
    return formataddr((name.replace(ENCODED, "= ?"), f"{local}@{ascii_domain(domain)}"))


@sensitive_variables()
def ascii_domain(domain: str) -> str:
    """Return a domain in the form that headers use. Non-domains are returned unchanged."""
    # The codec in the standard library is IDNA 2003, which sends "straße.example" to
    # "strasse.example": another person's mailbox.
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain
