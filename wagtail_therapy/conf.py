"""Every Django setting that this package reads, in one place.

A host overrides any of them in one dictionary::

    WAGTAIL_THERAPY = {"BASE_TEMPLATE": "layouts/site.html"}

They are read each time, so ``override_settings`` works.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings as django_settings

from wagtail_therapy.conf_caching import CachingSettings
from wagtail_therapy.conf_mail import MailSettings
from wagtail_therapy.conf_packages import PackageSettings
from wagtail_therapy.conf_subscribing import SubscribingSettings

# The kinds of tags that our pages write into their head.
HEAD_TAGS = [
    "description",
    "robots",
    "canonical",
    "alternates",
    "feeds",
    "authors",
    "open_graph",
    "twitter",
    "json_ld",
]

DEFAULTS: dict[str, Any] = {
    "BASE_TEMPLATE": "base.html",
    "PALETTE": None,
    "BASE_TEMPLATE_HAS_NOTICES": False,
    "BASE_TEMPLATE_HEAD_TAGS": ["search_description"],
    "OWN_HOSTS": [],
    "CACHE_SECONDS": None,
    "PICTURES_IN_REQUESTS": False,
    "PAGE_CACHE_IGNORED_COOKIES": [],
    "FRONTEND_CACHE_SECONDS": 0,
    "MAILED_PAGE_MODELS": [],
    "MAIL_HOLD": timedelta(minutes=10),
    "MAIL_STALE_AFTER": timedelta(hours=48),
    "MAIL_SESSION_SECONDS": 45,
    "MAIL_CLAIM_SIZE": 100,
    "MAIL_LEASE": timedelta(seconds=15),
    "MAIL_CONNECTIONS": 10,
    "MAIL_PER_SECOND": None,
    "MAIL_CELERY": None,
    "MAIL_QUEUE": "therapy_mail",
    "MAIL_ALLOW_DEVELOPMENT_BACKENDS": False,
    "SOFT_BOUNCE_LIMIT": 5,
    "DELIVERY_RETENTION": timedelta(days=730),
    "HEALTH_TOKEN": None,
    "MAIL_STATE_DIR": None,
    "MAIL_ENVIRONMENT": None,
    "ADDRESS_KEY": None,
    "ADDRESS_KEY_FALLBACKS": [],
    "TRUSTED_PROXIES": None,
    "CLIENT_ADDRESS_HEADER": None,
    "PENDING_RETENTION": timedelta(days=7),
    "CONFIRMATION_REMINDER_AFTER": timedelta(days=2),
    "UNSUBSCRIBED_RETENTION": timedelta(days=30),
    "FORM_MAX_AGE": timedelta(days=7),
    "FORM_MIN_SECONDS": 2,
    "SUBSCRIBE_PER_NETWORK_PER_HOUR": 20,
    "SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR": 60,
    "SUBSCRIBE_PER_SITE_PER_HOUR": 500,
    "CONFIRMATIONS_PER_SITE_PER_HOUR": 500,
    "CONFIRMATIONS_PER_DOMAIN_PER_HOUR": 60,
    "WORDPRESS_MAX_UPLOAD": 200 * 1024**2,
}


class Settings(SubscribingSettings, MailSettings, CachingSettings, PackageSettings):
    """The host's ``WAGTAIL_THERAPY`` dictionary, with our defaults for what it leaves out."""

    @property
    def unknown_names(self) -> list[str]:
        """Names in the host's dictionary that aren't settings: probably misspelt."""
        overrides = getattr(django_settings, "WAGTAIL_THERAPY", {})
        return sorted(set(overrides) - set(DEFAULTS))

    def _get(self, name: str) -> Any:
        overrides = getattr(django_settings, "WAGTAIL_THERAPY", {})
        return overrides.get(name, DEFAULTS[name])

    def _get_package_setting(self, name: str) -> Any:
        return getattr(django_settings, name, None)

    @property
    def base_template(self) -> str:
        """The host's template that ours extend. Blocks: ``title``, ``extra_css``, ``content``."""
        return self._get("BASE_TEMPLATE")

    @property
    def base_template_has_notices(self) -> bool:
        """Whether that template includes ``practice_footer``. Ours then leave it out."""
        return self._get("BASE_TEMPLATE_HAS_NOTICES")

    @property
    def base_template_head_tags(self) -> list[str]:
        """Which of ``HEAD_TAGS`` that template writes. Ours then leave them out.

        ``"search_description"``: the description, but only of pages whose editor wrote one.
        """
        return self._get("BASE_TEMPLATE_HEAD_TAGS")

    @property
    def own_hosts(self) -> list[str]:
        """Other hosts that pages may load files from, such as the practice's media host."""
        return self._get("OWN_HOSTS")

    @property
    def cache_seconds(self) -> int:
        """How long parts of pages are cached, at most. 0: nothing is cached.

        By default a day, and with DEBUG nothing, so that a changed template is seen at once.
        """
        chosen = self._get("CACHE_SECONDS")
        return chosen if chosen is not None else 0 if django_settings.DEBUG else 86_400

    @property
    def pictures_in_requests(self) -> bool:
        """Whether a page makes its missing pictures itself, even if a worker could make them."""
        return self._get("PICTURES_IN_REQUESTS")

    @property
    def palette(self) -> str | None:
        """The name of the colours in ``therapy.css`` that our pages use. None: meadow."""
        return self._get("PALETTE")

    @property
    def wordpress_max_upload(self) -> int:
        """How many bytes each file of an import from WordPress may have, if it's uploaded."""
        return self._get("WORDPRESS_MAX_UPLOAD")

    @property
    def api_rich_text_format(self) -> str | None:
        """The format of rich text in Wagtail's APIs. None: the host hasn't chosen one."""
        return getattr(django_settings, "WAGTAILAPI_RICH_TEXT_FORMAT", None)

    @property
    def has_translations(self) -> bool:
        """Whether the host uses Wagtail's page trees for translations."""
        is_enabled = getattr(django_settings, "WAGTAIL_I18N_ENABLED", False)
        return django_settings.USE_I18N and is_enabled

    @property
    def allows_unicode_slugs(self) -> bool:
        """Whether slugs of pages may have letters such as “ü” and “心”."""
        return getattr(django_settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)

    def may_upload_documents(self, extensions: list[str]) -> bool:
        """Whether editors may upload documents with one of these extensions."""
        allowed = getattr(django_settings, "WAGTAILDOCS_EXTENSIONS", None)
        return allowed is None or bool(set(extensions) & {one.lower() for one in allowed})

    @property
    def secure_proxy_header(self) -> tuple[str, str] | None:
        """The header with which the host's proxy marks HTTPS requests, or None."""
        return django_settings.SECURE_PROXY_SSL_HEADER

    @property
    def language_code(self) -> str:
        """The host's default language, for readers whose languages it doesn't have."""
        return django_settings.LANGUAGE_CODE

    @property
    def default_from_email(self) -> str:
        """Return the host's sender where a site has none yet."""
        return django_settings.DEFAULT_FROM_EMAIL

    @property
    def address_keys(self) -> dict[str, str]:
        """Keys for hashes of addresses and links in emails, by setting. The first is in use."""
        ours = _named("ADDRESS_KEY", self._get("ADDRESS_KEY"), self._get("ADDRESS_KEY_FALLBACKS"))
        fallbacks = django_settings.SECRET_KEY_FALLBACKS
        djangos = _named("SECRET_KEY", django_settings.SECRET_KEY, fallbacks)
        return ours | djangos if "ADDRESS_KEY" in ours else djangos | ours

    @property
    def address_key(self) -> str:
        return next(iter(self.address_keys.values()))

    @property
    def settings_module(self) -> str:
        """The module of the host's settings. Empty if they were configured without one."""
        return getattr(django_settings, "SETTINGS_MODULE", None) or ""

    @property
    def has_proxy_settings(self) -> bool:
        """Whether one of Django's own settings is set that a server behind a proxy needs."""
        return bool(django_settings.SECURE_PROXY_SSL_HEADER or django_settings.USE_X_FORWARDED_HOST)

    @property
    def middleware(self) -> list[str]:
        """Django's setting."""
        return list(django_settings.MIDDLEWARE)

    @property
    def internal_ips(self) -> list[str]:
        """IP addresses of the host's own staff and programs."""
        return list(django_settings.INTERNAL_IPS)


def _named(name: str, key: str | None, older: list[str]) -> dict[str, str]:
    named = {name: key} | {f"{name}_FALLBACKS[{number}]": key for number, key in enumerate(older)}
    return {name: key for name, key in named.items() if key}


conf = Settings()
