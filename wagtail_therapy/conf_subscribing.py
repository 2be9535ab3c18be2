"""The settings of the sign-up form, its limits and its data; ``conf`` reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any


class SubscribingSettings(ABC):
    """How visitors are identified, how many may subscribe, and how long addresses are kept."""

    @abstractmethod
    def _get(self, name: str) -> Any: ...

    @property
    def trusted_proxies(self) -> int | None:
        """How many proxies of the host are in front of its web server. None: not set."""
        return self._get("TRUSTED_PROXIES")

    @property
    def client_address_header(self) -> str | None:
        """The ``request.META`` key in which a trusted proxy passes the visitor's address."""
        return self._get("CLIENT_ADDRESS_HEADER")

    @property
    def form_max_age(self) -> timedelta:
        """How old a subscribe form may be. Visitors have to submit an older one again."""
        return self._get("FORM_MAX_AGE")

    @property
    def form_min_seconds(self) -> float:
        """The least time that people need to fill in the form. Quicker ones submit it again."""
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
        """Sign-ups that one site accepts in an hour. It limits the rows that are written."""
        return self._get("SUBSCRIBE_PER_SITE_PER_HOUR")

    @property
    def confirmations_per_site_per_hour(self) -> int:
        """Confirmation emails that one site sends in an hour. Further ones wait."""
        return self._get("CONFIRMATIONS_PER_SITE_PER_HOUR")

    @property
    def confirmations_per_domain_per_hour(self) -> int:
        """Unanswered confirmation emails that one domain is sent in an hour."""
        return self._get("CONFIRMATIONS_PER_DOMAIN_PER_HOUR")

    @property
    def confirmation_reminder_after(self) -> timedelta:
        """How long after a confirmation email one reminder is sent, if the practice wants that."""
        return self._get("CONFIRMATION_REMINDER_AFTER")

    @property
    def pending_retention(self) -> timedelta:
        """How long addresses are kept that were never confirmed."""
        return self._get("PENDING_RETENTION")

    @property
    def unsubscribed_retention(self) -> timedelta:
        """How long addresses are kept after unsubscribing. A keyed hash stays."""
        return self._get("UNSUBSCRIBED_RETENTION")

    @property
    def soft_bounce_limit(self) -> int | None:
        """How many soft bounces in a row stop emails to a reader. None: no limit."""
        return self._get("SOFT_BOUNCE_LIMIT")
