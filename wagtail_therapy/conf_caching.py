"""The settings of the page cache, and of caches in front; ``conf`` reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any


class CachingSettings(ABC):
    """What may be kept of whole pages, where, and for how long."""

    @abstractmethod
    def _get(self, name: str) -> Any: ...

    @abstractmethod
    def _get_package_setting(self, name: str) -> Any:
        """Return one of Django's settings, or None if it isn't set."""

    @property
    def frontend_cache_seconds(self) -> int:
        """How long a cache in front may keep a page. 0: it has to ask each time."""
        return self._get("FRONTEND_CACHE_SECONDS")

    @property
    def ignored_cookies(self) -> list[str]:
        """Patterns for the names of cookies that change nothing on a page.

        Of Django's own, those for forms and the language: no page with a form's token is kept, and
        each language is kept by itself.
        """
        csrf = self._get_package_setting("CSRF_COOKIE_NAME")
        return [csrf, self.language_cookie, *self._get("PAGE_CACHE_IGNORED_COOKIES")]

    @property
    def language_cookie(self) -> str:
        """Django's ``LANGUAGE_COOKIE_NAME``."""
        return self._get_package_setting("LANGUAGE_COOKIE_NAME")

    @property
    def page_cache_alias(self) -> str:
        """Which of the host's ``CACHES`` whole pages are in."""
        return self._get_package_setting("CACHE_MIDDLEWARE_ALIAS")

    @property
    def is_translated(self) -> bool:
        """Django's ``USE_I18N``."""
        return self._get_package_setting("USE_I18N")
