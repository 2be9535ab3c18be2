"""The settings of the sign-up form, of its limits and of what is kept; ``conf`` reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any


class SubscribingSettings(ABC):
    """How a visitor is known, how many may subscribe, and how long their addresses are kept."""

    @abstractmethod
    def _get(self, name: str) -> Any: ...

    @property
    def trusted_proxies(self) -> int | None:
        """How many of the host's proxies are in front of its web server. None: not set."""
        return self._get("TRUSTED_PROXIES")

    @property
    def client_address_header(self) -> str | None:
        """The ``request.META`` key in which a trusted proxy passes the visitor's address."""
        return self._get("CLIENT_ADDRESS_HEADER")

    @property
    def form_max_age(self) -> timedelta:
        """A subscribe form rendered longer ago than this must be sent once more."""
        return self._get("FORM_MAX_AGE")

    @property
    def form_min_seconds(self) -> float:
        """A form sent back faster than this must be sent once more: people need longer."""
        return self._get("FORM_MIN_SECONDS")

    @property
    def subscribe_per_network_per_hour(self) -> int:
        """Sign-ups accepted from one network (IPv4 /24, IPv6 /64) in an hour."""
        return self._get("SUBSCRIBE_PER_NETWORK_PER_HOUR")

    @property
    def subscribe_unknown_per_site_per_hour(self) -> int:
        """Sign-ups that one site accepts in an hour from visitors whose network is unknown."""
        return self._get("SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR")

    @property
    def subscribe_per_site_per_hour(self) -> int:
        """Sign-ups that one site accepts in an hour, and so the most rows that are written."""
        return self._get("SUBSCRIBE_PER_SITE_PER_HOUR")

    @property
    def confirmations_per_site_per_hour(self) -> int:
        """Confirmation mails that one site sends in an hour; more wait for the next."""
        return self._get("CONFIRMATIONS_PER_SITE_PER_HOUR")

    @property
    def confirmations_per_domain_per_hour(self) -> int:
        """Confirmation mails to one domain in an hour that have not been confirmed yet."""
        return self._get("CONFIRMATIONS_PER_DOMAIN_PER_HOUR")

    @property
    def pending_retention(self) -> timedelta:
        """Addresses that were never confirmed are deleted after this time."""
        return self._get("PENDING_RETENTION")

    @property
    def unsubscribed_retention(self) -> timedelta:
        """Addresses that unsubscribed are deleted after this time; a keyed hash of them stays."""
        return self._get("UNSUBSCRIBED_RETENTION")

    @property
    def soft_bounce_limit(self) -> int | None:
        """After so many mails in a row that came back, a reader gets no more mail. None: never."""
        return self._get("SOFT_BOUNCE_LIMIT")
