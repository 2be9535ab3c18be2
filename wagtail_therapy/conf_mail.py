"""The settings for mailings, their records and their monitoring; ``conf`` reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from pathlib import Path
from typing import Any


class MailSettings(ABC):
    """What is mailed, when, how fast and from where, and how long its records are kept."""

    @abstractmethod
    def _get(self, name: str) -> Any: ...

    @property
    def health_token(self) -> str | None:
        """The secret that a monitor sends to the health URL. None: no secret gives access."""
        return self._get("HEALTH_TOKEN")

    @property
    def delivery_retention(self) -> timedelta | None:
        """How long after a mailing its deliveries are deleted. Its totals stay. None: never."""
        return self._get("DELIVERY_RETENTION")

    @property
    def mail_celery(self) -> bool | None:
        """Whether mailings are queued in Celery. None: if Celery has a broker."""
        return self._get("MAIL_CELERY")

    @property
    def mailed_page_models(self) -> list[str]:
        """Page types that may be mailed, as ``app_label.ModelName``. Empty: none."""
        return self._get("MAILED_PAGE_MODELS")

    @property
    def mail_hold(self) -> timedelta:
        """How long a mailing waits after publishing, so that it can be cancelled."""
        return self._get("MAIL_HOLD")

    @property
    def mail_stale_after(self) -> timedelta:
        """How late a mailing may be sent. After that it expires."""
        return self._get("MAIL_STALE_AFTER")

    @property
    def mail_session_seconds(self) -> int:
        """How long a worker sends before it lets another task run. Keep it under 60."""
        return self._get("MAIL_SESSION_SECONDS")

    @property
    def mail_claim_size(self) -> int:
        """How many deliveries a worker claims at a time."""
        return self._get("MAIL_CLAIM_SIZE")

    @property
    def mail_lease(self) -> timedelta:
        """How long a worker may be silent before others take over its deliveries."""
        return self._get("MAIL_LEASE")

    @property
    def mail_connections(self) -> int:
        """How many workers may send mailings at the same time, each over its own connection."""
        return max(self._get("MAIL_CONNECTIONS"), 1)

    @property
    def mail_per_second(self) -> float | None:
        """The most emails per second, by all workers together. None: no limit."""
        return self._get("MAIL_PER_SECOND")

    @property
    def mail_queue(self) -> str:
        """The Celery queue of every task in this package."""
        return self._get("MAIL_QUEUE")

    @property
    def mail_allow_development_backends(self) -> bool:
        """Whether mailings may use backends that don't send, such as the console backend."""
        return self._get("MAIL_ALLOW_DEVELOPMENT_BACKENDS")

    @property
    def mail_state_dir(self) -> Path | None:
        """A folder for state that must not be copied or restored with the database."""
        folder = self._get("MAIL_STATE_DIR")
        return Path(folder) if folder else None

    @property
    def mail_environment(self) -> str | None:
        """A name that only this copy of the site has, such as ``"production"``."""
        return self._get("MAIL_ENVIRONMENT")
