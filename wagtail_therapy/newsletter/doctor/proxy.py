"""Whether the sign-ups of one network can be counted apart from all others."""

from collections.abc import Iterator

from .. import networks
from ..models import Heartbeat
from .findings import Finding, ok, warn

HIDDEN = (
    "a proxy passes visitors on, and no setting says so. All of them share one limit of sign-ups."
)
ADVICE = "Set WAGTAIL_THERAPY['TRUSTED_PROXIES'] to the number of your proxies; 0: there is none."


def are_visitors_hidden() -> bool:
    """Whether a web server met a proxy of which the host's settings still say nothing."""
    return not networks.is_said() and Heartbeat.are_visitors_hidden()


def examine() -> Iterator[Finding]:
    if are_visitors_hidden():
        yield warn("Networks of visitors", HIDDEN, ADVICE)
    elif networks.is_said():
        yield ok("Networks of visitors", "are told apart as your settings say.")
    else:
        yield ok("Networks of visitors", "no proxy has been seen that hides them.")
