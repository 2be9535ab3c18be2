"""Which network a visitor comes from, as far as the proxies in between can be trusted."""

import ipaddress
from collections.abc import Mapping

from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.conf import conf

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

FORWARDED_FOR = "HTTP_X_FORWARDED_FOR"
FORWARDED = "HTTP_FORWARDED"

# Providers give a household a /64 or more; a /48 holds 65,536 of them.
IPV4_PREFIX, IPV6_PREFIX, IPV6_SITE_PREFIX = 24, 64, 48


def visitor_address(meta: Mapping[str, str]) -> Address | None:
    """Return the visitor's public address. None: no trusted source gives it.

    Each proxy adds its peer at the end of the header, so the last entries are those of the proxies
    that the host trusts. The entries before them are only what the visitor claims.
    """
    if not is_behind_proxies():
        return public_address(meta.get("REMOTE_ADDR", ""))
    return public_address(_forwarded(meta) or "")


@sensitive_variables()
def is_internal(meta: Mapping[str, str]) -> bool:
    """Whether a request comes from one of INTERNAL_IPS.

    Never if no setting says whether there are proxies: behind one that adds no header, everyone
    seems to come from this machine.
    """
    if not is_configured():
        return False
    text = _forwarded(meta) if is_behind_proxies() else meta.get("REMOTE_ADDR", "")
    address = _address(text or "")
    return address is not None and address in {_address(one) for one in conf.internal_ips}


def claimed_address(meta: Mapping[str, str]) -> Address | None:
    """Return the visitor's address from a header's last entry, which no setting says to trust."""
    if is_configured():
        return None
    headers = (FORWARDED_FOR, FORWARDED)
    return next(
        (public_address(found[-1]) for name in headers if (found := entries(name, meta))), None
    )


def is_hidden(meta: Mapping[str, str]) -> bool:
    """Whether a proxy hides its visitors, because the settings don't mention or don't match it.

    The settings may name a header that the proxy does not send, or more proxies than there are.
    """
    if is_configured():
        return is_behind_proxies() and _forwarded(meta) is None
    tells = any(entries(name, meta) for name in (FORWARDED_FOR, FORWARDED))
    return tells and public_address(meta.get("REMOTE_ADDR", "")) is None


def settings_fingerprint() -> str:
    """Return what the host's settings say about its proxies, as a short text; "" if nothing."""
    if not is_configured():
        return ""
    return f"{conf.trusted_proxies} {conf.client_address_header or FORWARDED_FOR}"


def is_configured() -> bool:
    """Whether the host has said how its visitors reach it."""
    return conf.trusted_proxies is not None or is_behind_proxies()


def is_behind_proxies() -> bool:
    return bool(conf.trusted_proxies or conf.client_address_header)


def entries(header: str, meta: Mapping[str, str]) -> list[str]:
    """Return the entries of X-Forwarded-For or a similar header, or of Forwarded (RFC 7239)."""
    # No address has a comma. A visitor may send one in quotes, to swallow what proxies add.
    parts = meta.get(header, "").split(",")
    # RFC 9110 §5.6.1: empty elements do not count.
    parts = [part.strip() for part in parts if part.strip()]
    return [_for(part) for part in parts] if header == FORWARDED else parts


@sensitive_variables()
def public_address(text: str) -> Address | None:
    """Return a public address, in whatever form a proxy writes it.

    None for a private one, and for "unknown", names such as "_hidden", and paths of sockets.
    """
    address = _address(text)
    return address if address and address.is_global else None


@sensitive_variables()
def networks_of(address: Address) -> list[Network]:
    """Return the networks of an address, smallest first."""
    is_ipv4 = address.version == 4
    prefixes = [IPV4_PREFIX] if is_ipv4 else [IPV6_PREFIX, IPV6_SITE_PREFIX]
    return [ipaddress.ip_network(f"{address}/{prefix}", strict=False) for prefix in prefixes]


def _for(element: str) -> str:
    pairs = (pair.partition("=") for pair in element.split(";"))
    return next((value for name, _is, value in pairs if name.strip().lower() == "for"), "")


def _forwarded(meta: Mapping[str, str]) -> str | None:
    """Return the visitor's address from the outermost trusted proxy; None if it gives none."""
    hops = conf.trusted_proxies or 1
    found = entries(conf.client_address_header or FORWARDED_FOR, meta)
    return found[-hops] if len(found) >= hops else None


@sensitive_variables()
def _address(text: str) -> Address | None:
    text = text.strip().strip('"').strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    # A server that listens on [::] reports ::ffff:192.0.2.1, which would all be one network.
    return getattr(address, "ipv4_mapped", None) or address
