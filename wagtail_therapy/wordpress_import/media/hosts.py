"""Which hosts are asked for files, and at which of their addresses."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from . import addresses
from .failures import Failure, MediaError

WEB_PORTS = {80, 443}
# Where WordPress.com keeps the uploads of its sites.
WORDPRESS_COM = ".files.wordpress.com"
NAT64 = ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Hosts:
    """The old site with its subdomains and WordPress.com’s hosts, and all others by choice."""

    base_url: str
    others: bool = False

    def check(self, address: str) -> addresses.Parts:
        """Return an address taken apart. Raises MediaError if its host or port isn’t asked."""
        parts = addresses.parts(address, self.base_url)
        own = addresses.parts(self.base_url, "")
        if parts.port and parts.port not in WEB_PORTS | {own.port}:
            raise MediaError(Failure.ADDRESS)
        if not self.others and not _is_of(parts.host, own.host):
            raise MediaError(Failure.OTHER_HOST)
        return parts


def _is_of(host: str, own: str) -> bool:
    bare = addresses.bare_host(own)
    is_own = host == bare or host.endswith(f".{bare}")
    return is_own or host.endswith(WORDPRESS_COM)


def public_addresses(host: str, port: int) -> list[tuple[str, int]]:
    """Return the addresses that a name leads to now, all of them on the public internet.

    Raises MediaError if one isn’t. Connect to these: the name may lead elsewhere when it is asked
    again.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise MediaError(Failure.UNREACHABLE) from error
    names = [str(address[0]) for *_kind, address in found]
    if not names or not all(is_public(one) for one in names):
        raise MediaError(Failure.PRIVATE_ADDRESS)
    return [(one, port) for one in dict.fromkeys(names)]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where IPv6 wraps IPv4."""
    try:
        ip = _unwrapped(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback
    is_local = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not special and not is_local


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
