"""Whether the settings for proxies are right, so that sign-ups are counted by network."""

from collections.abc import Iterator

from .. import client_network
from ..models import Heartbeat
from .check_results import CheckResult, ok, warn

ABOUT = "Networks of visitors"
PROXY_NOT_SET = (
    "visitors come through a proxy that no setting names. They all share one limit on sign-ups."
)
SET_PROXIES = "Set WAGTAIL_THERAPY['TRUSTED_PROXIES'] to the number of your proxies, or 0 for none."
HEADER_NOT_FOUND = (
    "visitors come without the header that your settings name, or with too few entries in it. They "
    "all share one limit on sign-ups."
)
CORRECT_PROXIES = (
    "Correct WAGTAIL_THERAPY['CLIENT_ADDRESS_HEADER'] and ['TRUSTED_PROXIES'], or let the proxy "
    "send the header."
)


def are_visitors_hidden() -> bool:
    """Whether a web server saw a proxy that hides visitors with the current settings."""
    return Heartbeat.are_visitors_hidden(client_network.settings_fingerprint())


def examine() -> Iterator[CheckResult]:
    if are_visitors_hidden():
        yield (
            warn(ABOUT, HEADER_NOT_FOUND, CORRECT_PROXIES)
            if client_network.is_configured()
            else warn(ABOUT, PROXY_NOT_SET, SET_PROXIES)
        )
    elif client_network.is_configured():
        yield ok(ABOUT, "are told apart as your settings say.")
    else:
        yield ok(ABOUT, "no proxy has been seen that hides them.")
