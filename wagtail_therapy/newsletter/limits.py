"""How many requests one network may make, without remembering who made them."""

import hashlib
import hmac
import ipaddress
import logging

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from wagtail_therapy.conf import conf

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

logger = logging.getLogger("wagtail_therapy.newsletter")

HOUR = 3600


def is_over_limit(request: HttpRequest) -> bool:
    """Count this request against its network. True: there were too many in this hour.

    Without a public address nothing is counted: behind a proxy that does not pass the visitor's
    address on, all visitors would share one limit (see ``CLIENT_ADDRESS_HEADER``).
    """
    network = _network(_client_address(request))
    if network is None:
        return False
    key = f"wagtail_therapy.subscribe.{_fingerprint(network)}"
    try:
        cache.add(key, 0, HOUR)
        return cache.incr(key) > conf.subscribe_per_network_per_hour
    except Exception:  # noqa: BLE001 -- each cache backend has errors of its own
        # The counter ran out between the two calls, or the cache is down: readers come first, and
        # the limit of the site still holds.
        logger.warning("Subscribe requests of a network could not be counted")
        return False


def _client_address(request: HttpRequest) -> str:
    header = conf.client_address_header
    if header is None:
        return request.META.get("REMOTE_ADDR", "")
    # The proxy adds its peer at the end; what stands before it is whatever the visitor claims.
    return request.META.get(header, "").rpartition(",")[2].strip()


def _network(address: str) -> Network | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    # A server that listens on [::] reports ::ffff:192.0.2.1, which would all be one /48.
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if not parsed.is_global:
        return None
    prefix = 24 if parsed.version == 4 else 48
    return ipaddress.ip_network(f"{parsed}/{prefix}", strict=False)


def _fingerprint(network: Network) -> str:
    # A key that changes daily, so that what the cache holds says nothing tomorrow.
    key = f"{conf.address_key}:{timezone.now():%Y-%m-%d}".encode()
    return hmac.new(key, str(network).encode(), hashlib.sha256).hexdigest()[:32]
