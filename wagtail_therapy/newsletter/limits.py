"""How many sign-ups are taken, without remembering whose they were.

Each request counts the same, whatever is known of the address in it: else the answer to the next
one would tell.
"""

import hashlib
import hmac
import logging
from enum import Enum, auto

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf

from . import networks
from .models import Heartbeat, RateBucket

logger = logging.getLogger("wagtail_therapy.newsletter")

HOUR = 3600
# A page in a cache gives the same form to all its visitors, so a few may share one.
POSTS_PER_FORM = 10
# Whoever has a /48 gets no more than so many of its networks do.
NETWORKS_OF_A_SITE = 5
# Of an hour's sign-ups so many may come at once; the others become free one by one.
AT_ONCE = 3
LANES = 1024


class Refusal(Enum):
    """Why a sign-up is not taken."""

    # This form served its time; a new one is taken.
    FORM = auto()
    NETWORK = auto()
    SITE = auto()


def refusal(request: HttpRequest, site: Site, form_token: str) -> Refusal | None:
    """Count this sign-up, and return why it is not taken. None: it is.

    Where no network can be told, behind a proxy of which no setting knows or without a cache that
    counts, a stricter limit holds for all such sign-ups of the site together.
    """
    _note_if_hidden(request)
    is_known, is_over = _count_networks(request)
    if is_over:
        return Refusal.NETWORK
    if _count("form", form_token, POSTS_PER_FORM):
        return Refusal.FORM
    if not is_known and _is_empty(site, "unknown", conf.subscribe_unknown_per_site_per_hour):
        return Refusal.SITE
    if _is_empty(site, "accepted", conf.subscribe_accepted_per_site_per_hour):
        return Refusal.SITE
    return None


@sensitive_variables()
def lane(request: HttpRequest) -> int:
    """Return the number under which the mails that one network is owed wait for their turn.

    So few that thousands of networks share each, and others do tomorrow. 0: none can be told.
    """
    address = networks.visitor(request.META) or networks.claimed(request.META)
    if address is None:
        return 0
    return int(_fingerprint("lane", str(networks.around(address)[-1])), 16) % LANES


@sensitive_variables()
def _count_networks(request: HttpRequest) -> tuple[bool, bool]:
    """Return whether the visitor's network is known, and whether too many came from it."""
    per_hour = conf.subscribe_per_network_per_hour
    if address := networks.visitor(request.META):
        results = _count_around(address, per_hour)
        return None not in results, any(results)
    if claimed := networks.claimed(request.META):
        # It may be invented, so this limit only adds to that of all unknown ones: it keeps an
        # honest proxy's busiest visitor from using up the places of the others.
        share = max(_at_once(conf.subscribe_unknown_per_site_per_hour) // 2, 1)
        return False, any(_count_around(claimed, min(per_hour, share)))
    return False, False


@sensitive_variables()
def _count_around(address: networks.Address, per_hour: int) -> list[bool | None]:
    small, *large = networks.around(address)
    return [
        _count("network", str(small), per_hour),
        *(_count("network", str(one), per_hour * NETWORKS_OF_A_SITE) for one in large),
    ]


def _count(kind: str, value: str, per_hour: int) -> bool | None:
    """Return whether this is one too many in this hour. None: the cache cannot count."""
    key = f"wagtail_therapy.subscribe.{_fingerprint(kind, value)}"
    try:
        cache.add(key, 0, HOUR)
        return cache.incr(key) > per_hour
    except Exception:  # noqa: BLE001 -- each cache backend has errors of its own
        logger.warning("Sign-ups could not be counted: the cache failed")
        return None


def _is_empty(site: Site, kind: str, per_hour: int) -> bool:
    """Take one sign-up from what a site may get in any hour. True: none was left.

    In the database, because it is what the rows are written to: it counts for all processes.
    """
    at_once = _at_once(per_hour)
    per_second = max(per_hour - at_once, 1) / HOUR
    granted, _wait = RateBucket.lease(f"sign-ups:{kind}:{site.pk}", per_second, most=at_once)
    return not granted


def _at_once(per_hour: int) -> int:
    return max(per_hour // AT_ONCE, 1)


def _note_if_hidden(request: HttpRequest) -> None:
    """Note the fact for the checks, and no more than that, once an hour."""
    if networks.is_hidden(request.META) and not _count("hidden", "", 1):
        Heartbeat.note_hidden_visitors()


def _fingerprint(kind: str, value: str) -> str:
    # A key that changes daily, so that what the cache holds says nothing tomorrow.
    key = f"{conf.address_key}:{timezone.now():%Y-%m-%d}".encode()
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()[:32]
