"""What a host has told other packages in its settings; ``conf`` reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any


class PackageSettings(ABC):
    """Who other packages on the site hand emails and texts to."""

    @abstractmethod
    def _get_of_package(self, name: str) -> Any:
        """Return a setting of the host; None where there is none."""

    def backend_behind(self, package: str) -> str | None:
        """Return the mail backend to which a package's queue hands emails on, where that is set."""
        post_office = self._get_of_package("POST_OFFICE") or {}
        return {
            "djcelery_email": self._get_of_package("CELERY_EMAIL_BACKEND"),
            "mailer": self._get_of_package("MAILER_EMAIL_BACKEND"),
            "post_office": post_office.get("BACKENDS", {}).get("default"),
        }.get(package)

    @property
    def wagtail_ai(self) -> dict[str, Any]:
        """Wagtail AI's providers and backends."""
        return self._get_of_package("WAGTAIL_AI") or {}

    @property
    def wagtail_vector_index(self) -> dict[str, Any]:
        return self._get_of_package("WAGTAIL_VECTOR_INDEX") or {}

    @property
    def localize_ai_providers(self) -> dict[str, Any]:
        return self._get_of_package("AI_PROVIDERS") or {}

    @property
    def machine_translator(self) -> dict[str, Any]:
        """What translates for wagtail-localize."""
        return self._get_of_package("WAGTAILLOCALIZE_MACHINE_TRANSLATOR") or {}
