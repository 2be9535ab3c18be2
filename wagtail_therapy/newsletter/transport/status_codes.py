"""Reads the status codes of mail servers (RFC 3463), such as 5.1.1."""

import re

from ..models.event_types import EventType

# At the beginning, or after a reply code: "550 5.1.1", "550-5.1.1", "smtp; 550 #5.1.1". Further on
# a server quotes others, and network addresses look the same.
STATUS = re.compile(r"(?:^|\b[245]\d\d[ -])#?([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")
# What a server says after this is prose.
BEGINNING = 200


def status_in(reply: str) -> str | None:
    """Return the status in a server's reply, None when it has none."""
    found = STATUS.search(reply[:BEGINNING].strip())
    return found and found[1]


def kind_of(status: str) -> EventType | None:
    """Return what a status says about a refused message. None: it doesn't say enough.

    Returns GONE only for codes that no server uses for anything else. Exchange, for instance,
    answers 5.4.1 for unknown mailboxes, and other servers for a network that is down.
    """
    match status.split("."):
        # No such mailbox, domain or spelling; moved away; a domain that takes no mail (RFC 7505).
        case ["5", "1", "1" | "2" | "3" | "6" | "10"]:
            return EventType.GONE
        case [_, "2", "2"]:
            return EventType.FULL
        # The sender's address (x.1.7, x.1.8); the content; security or policy.
        case [_, "1", "7" | "8"] | [_, "6" | "7", _]:
            return EventType.BLOCKED
        case ["4", _, _]:
            return EventType.RETURNED
    return None
