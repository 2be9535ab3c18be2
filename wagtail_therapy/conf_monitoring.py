"""The settings of what watches over the mail; ``conf`` reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any


class MonitoringSettings(ABC):
    """Who may ask how the mail is going, and how long that can be told of each reader."""

    @abstractmethod
    def _get(self, name: str) -> Any: ...

    @property
    def health_token(self) -> str | None:
        """The secret with which a monitor asks the health address. None: no secret opens it."""
        return self._get("HEALTH_TOKEN")

    @property
    def delivery_retention(self) -> timedelta | None:
        """Who got a mailing is deleted this long after its end; its sums stay. None: never."""
        return self._get("DELIVERY_RETENTION")

    @property
    def mail_celery(self) -> bool | None:
        """Whether Celery's workers are told of mail. None: when Celery has a broker."""
        return self._get("MAIL_CELERY")
