"""Asks the DNS. Needs dnspython, which the extra ``doctor`` installs."""

from importlib.util import find_spec
from typing import Any

PATIENCE = 5


class NoAnswerError(Exception):
    """No name server gave an answer that could be understood."""


def is_installed() -> bool:
    return find_spec("dns") is not None


class Resolver:
    """Asks a name server: ``host``, ``host:port``, or None for the one of the system."""

    def __init__(self, server: str | None = None):
        from dns.resolver import Resolver

        self.resolver = Resolver(configure=server is None)
        self.resolver.lifetime = PATIENCE
        if server:
            host, _, port = server.partition(":")
            self.resolver.nameservers = [host]
            self.resolver.port = int(port or 53)

    def txt(self, name: str) -> list[str]:
        """Return the TXT records of a name, each joined from its parts. Raises NoAnswerError."""
        return [b"".join(record.strings).decode(errors="replace") for record in self._ask(name)]

    def mx(self, name: str) -> list[str]:
        """Return the mail servers of a domain; ``.`` is one that takes no mail (RFC 7505)."""
        return [record.exchange.to_text() for record in self._ask(name, "MX")]

    def has_address(self, name: str) -> bool:
        return any(self._ask(name, kind) for kind in ("A", "AAAA"))

    def _ask(self, name: str, kind: str = "TXT") -> list[Any]:
        from dns.exception import DNSException
        from dns.resolver import NXDOMAIN, NoAnswer

        try:
            return list(self.resolver.resolve(name, kind))
        except (NXDOMAIN, NoAnswer):
            return []
        except DNSException as error:
            raise NoAnswerError(type(error).__name__) from error
