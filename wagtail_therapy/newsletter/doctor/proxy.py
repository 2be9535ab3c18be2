"""Whether one network's sign-ups can be counted separately."""

from collections.abc import Iterator

from .. import client_network
from ..models import Heartbeat
from .findings import Finding, ok, warn

ABOUT = "Networks of visitors"
HIDDEN = (
    "visitors come through a proxy that no setting names. They all share one limit on sign-ups."
)
ADVICE = "Set WAGTAIL_THERAPY['TRUSTED_PROXIES'] to the number of your proxies, or 0 for none."
UNFOUND = (
    "visitors come without the header that your settings name, or with too few entries in it. They "
    "all share one limit on sign-ups."
)
LOOK_AGAIN = (
    "Correct WAGTAIL_THERAPY['CLIENT_ADDRESS_HEADER'] and ['TRUSTED_PROXIES'], or let the proxy "
    "send the header."
)


def are_visitors_hidden() -> bool:
    """Whether a web server saw a proxy that hides its visitors from the settings of today."""
    return Heartbeat.are_visitors_hidden(client_network.settings())


def examine() -> Iterator[Finding]:
    if are_visitors_hidden():
        yield (
            warn(ABOUT, UNFOUND, LOOK_AGAIN)
            if client_network.is_said()
            else warn(ABOUT, HIDDEN, ADVICE)
        )
    elif client_network.is_said():
        yield ok(ABOUT, "are told apart as your settings say.")
    else:
        yield ok(ABOUT, "no proxy has been seen that hides them.")
