"""Whether one network's sign-ups can be counted separately."""

from collections.abc import Iterator

from .. import networks
from ..models import Heartbeat
from .findings import Finding, ok, warn

HIDDEN = (
    "visitors come through a proxy that no setting names. They all share one limit on sign-ups."
)
ADVICE = "Set WAGTAIL_THERAPY['TRUSTED_PROXIES'] to the number of your proxies, or 0 for none."


def are_visitors_hidden() -> bool:
    """Whether a web server saw a proxy that the host's settings still don't mention."""
    return not networks.is_said() and Heartbeat.are_visitors_hidden()


def examine() -> Iterator[Finding]:
    if are_visitors_hidden():
        yield warn("Networks of visitors", HIDDEN, ADVICE)
    elif networks.is_said():
        yield ok("Networks of visitors", "are told apart as your settings say.")
    else:
        yield ok("Networks of visitors", "no proxy has been seen that hides them.")
