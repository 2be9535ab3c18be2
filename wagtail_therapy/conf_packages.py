"""The host's settings of other packages; ``conf`` reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any


class PackageSettings(ABC):
    """Where other packages on the site send emails and texts."""

    @abstractmethod
    def _get_package_setting(self, name: str) -> Any:
        """Return a setting of the host, or None if it isn't set."""

    def backend_behind(self, package: str) -> str | None:
        """Return the mail backend that a package's queue sends with, if one is set."""
        post_office = self._get_package_setting("POST_OFFICE") or {}
        return {
            "djcelery_email": self._get_package_setting("CELERY_EMAIL_BACKEND"),
            "mailer": self._get_package_setting("MAILER_EMAIL_BACKEND"),
            "post_office": post_office.get("BACKENDS", {}).get("default"),
        }.get(package)

    @property
    def wagtail_ai(self) -> dict[str, Any]:
        """Wagtail AI's providers and backends."""
        return self._get_package_setting("WAGTAIL_AI") or {}

    @property
    def wagtail_vector_index(self) -> dict[str, Any]:
        return self._get_package_setting("WAGTAIL_VECTOR_INDEX") or {}

    @property
    def localize_ai_providers(self) -> dict[str, Any]:
        return self._get_package_setting("AI_PROVIDERS") or {}

    @property
    def machine_translator(self) -> dict[str, Any]:
        """The translation service of wagtail-localize."""
        return self._get_package_setting("WAGTAILLOCALIZE_MACHINE_TRANSLATOR") or {}
