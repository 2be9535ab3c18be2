"""How many sign-ups are accepted, without storing who made them.

Each request counts the same, whether or not its address is known. Otherwise the answer to the next
one would give it away.
"""

import hashlib
import hmac
import logging
from enum import Enum, auto

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import client_network
from ..models import Heartbeat, RateBucket

logger = logging.getLogger("wagtail_therapy.newsletter")

HOUR = 3600
# All visitors of a cached page get the same form, so some may share it.
POSTS_PER_FORM = 10
# A visitor with a whole /48 gets only as many sign-ups as this many networks.
NETWORKS_OF_A_SITE = 5
# This fraction of an hour's sign-ups may come at once. The others become free one by one.
AT_ONCE = 3
LANES = 1024


class Refusal(Enum):
    """Why a sign-up is not accepted."""

    # This form was used too often; a new one is accepted.
    FORM = auto()
    NETWORK = auto()
    SITE = auto()

    @property
    def message(self) -> str:
        return {
            Refusal.FORM: _("Please press the button again."),
            Refusal.NETWORK: _(
                "We’ve had a lot of requests from your network. Please try again in an hour."
            ),
            Refusal.SITE: _(
                "We’re getting a lot of requests at the moment. Please try again in a few minutes."
            ),
        }[self]

    @property
    def status(self) -> int:
        return 200 if self is Refusal.FORM else 429


def refusal(request: HttpRequest, site: Site, form_token: str) -> Refusal | None:
    """Count this sign-up, and return why it is not accepted. None: it is accepted.

    If the network is unknown, because no setting names the proxy or because the cache can't count,
    a stricter limit applies to all such sign-ups of the site together.
    """
    _note_if_hidden(request)
    is_known, is_over = _count_networks(request)
    if is_over:
        return Refusal.NETWORK
    if _count("form", form_token, POSTS_PER_FORM):
        return Refusal.FORM
    if not is_known and _is_empty(site, "unknown", conf.subscribe_unknown_per_site_per_hour):
        return Refusal.SITE
    if _is_empty(site, "accepted", conf.subscribe_per_site_per_hour):
        return Refusal.SITE
    return None


@sensitive_variables()
def lane(request: HttpRequest) -> int:
    """Return the number by which a network's emails wait for their turn.

    Thousands of networks share each number, and tomorrow they get others. 0: network unknown.
    """
    address = client_network.visitor_address(request.META) or client_network.claimed_address(
        request.META
    )
    if address is None:
        return 0
    return int(fingerprint("lane", str(client_network.networks_of(address)[-1])), 16) % LANES


@sensitive_variables()
def _count_networks(request: HttpRequest) -> tuple[bool, bool]:
    """Return whether the visitor's network is known, and whether too many came from it."""
    per_hour = conf.subscribe_per_network_per_hour
    if address := client_network.visitor_address(request.META):
        results = _count_around(address, per_hour)
        return None not in results, any(results)
    if claimed := client_network.claimed_address(request.META):
        # It may be invented, so this limit comes on top of the one for all unknown networks. It
        # stops the busiest visitor of an honest proxy from using up the limit of the others.
        share = max(_at_once(conf.subscribe_unknown_per_site_per_hour) // 2, 1)
        return False, any(_count_around(claimed, min(per_hour, share)))
    return False, False


@sensitive_variables()
def _count_around(address: client_network.Address, per_hour: int) -> list[bool | None]:
    small, *large = client_network.networks_of(address)
    return [
        _count("network", str(small), per_hour),
        *(_count("network", str(one), per_hour * NETWORKS_OF_A_SITE) for one in large),
    ]


def _count(kind: str, value: str, per_hour: int) -> bool | None:
    """Return whether this is one too many in this hour. None: the cache cannot count."""
    key = f"wagtail_therapy.subscribe.{fingerprint(kind, value)}"
    try:
        cache.add(key, 0, HOUR)
        return cache.incr(key) > per_hour
    except Exception:  # noqa: BLE001 -- each cache backend has errors of its own
        logger.warning("Sign-ups could not be counted: the cache failed")
        return None


def _is_empty(site: Site, kind: str, per_hour: int) -> bool:
    """Take one sign-up from those that a site accepts in an hour. True: none was left.

    In the database, because the rows are written there too: it counts for all processes.
    """
    at_once = _at_once(per_hour)
    per_second = max(per_hour - at_once, 1) / HOUR
    granted, _wait = RateBucket.take(f"sign-ups:{kind}:{site.pk}", per_second, most=at_once)
    return not granted


def _at_once(per_hour: int) -> int:
    return max(per_hour // AT_ONCE, 1)


def _note_if_hidden(request: HttpRequest) -> None:
    """Record only this fact for the checks, once an hour."""
    settings = client_network.settings_fingerprint()
    if client_network.is_hidden(request.META) and not _count("hidden", settings, 1):
        Heartbeat.record_hidden_visitors(settings)


def fingerprint(kind: str, value: str) -> str:
    """Return a code for what is counted, from which no one can tell tomorrow what it was."""
    # A key that changes daily, so that what the cache holds says nothing tomorrow.
    key = f"{conf.address_key}:{timezone.now():%Y-%m-%d}".encode()
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()[:32]
