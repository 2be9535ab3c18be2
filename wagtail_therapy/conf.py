"""Every Django setting that this package reads, in one place.

A host overrides any of them in one dictionary::

    WAGTAIL_THERAPY = {"BASE_TEMPLATE": "layouts/site.html"}

Each is read when it is used, so ``override_settings`` works and nothing is frozen at import.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings

from wagtail_therapy.conf_monitoring import MonitoringSettings
from wagtail_therapy.conf_packages import PackageSettings
from wagtail_therapy.conf_subscribing import SubscribingSettings

# What our pages write into their head.
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
    "CACHE_SECONDS": 60,
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
    "UNSUBSCRIBED_RETENTION": timedelta(days=30),
    "FORM_MAX_AGE": timedelta(days=7),
    "FORM_MIN_SECONDS": 2,
    "SUBSCRIBE_PER_NETWORK_PER_HOUR": 20,
    "SUBSCRIBE_UNKNOWN_PER_SITE_PER_HOUR": 60,
    "SUBSCRIBE_PER_SITE_PER_HOUR": 500,
    "CONFIRMATIONS_PER_SITE_PER_HOUR": 500,
    "CONFIRMATIONS_PER_DOMAIN_PER_HOUR": 60,
}


class Settings(SubscribingSettings, MonitoringSettings, PackageSettings):
    """The host's ``WAGTAIL_THERAPY`` dictionary, laid over our defaults."""

    @property
    def unknown_names(self) -> list[str]:
        """Names in the host's dictionary that no setting of ours has: most likely misspelt."""
        overrides = getattr(django_settings, "WAGTAIL_THERAPY", {})
        return sorted(set(overrides) - set(DEFAULTS))

    def _get(self, name: str) -> Any:
        overrides = getattr(django_settings, "WAGTAIL_THERAPY", {})
        return overrides.get(name, DEFAULTS[name])

    def _get_of_package(self, name: str) -> Any:
        return getattr(django_settings, name, None)

    @property
    def base_template(self) -> str:
        """The host's template that ours extend; it needs ``title``, ``extra_css``, ``content``."""
        return self._get("BASE_TEMPLATE")

    @property
    def base_template_has_notices(self) -> bool:
        """Whether that template shows ``practice_footer``, so that ours need not."""
        return self._get("BASE_TEMPLATE_HAS_NOTICES")

    @property
    def base_template_head_tags(self) -> list[str]:
        """Which of ``HEAD_TAGS`` that template writes itself, so that ours need not.

        ``"search_description"``: the description, of those pages alone whose editor wrote one.
        """
        return self._get("BASE_TEMPLATE_HEAD_TAGS")

    @property
    def own_hosts(self) -> list[str]:
        """Hosts that pages may load from beside their own, such as that of the practice's media."""
        return self._get("OWN_HOSTS")

    @property
    def cache_seconds(self) -> int:
        """How long parts of pages stay in Django's cache, at most. 0: nothing is kept."""
        return self._get("CACHE_SECONDS")

    @property
    def palette(self) -> str | None:
        """The colours of our pages, by the name that ``therapy.css`` has for them. None: meadow."""
        return self._get("PALETTE")

    @property
    def api_rich_text_format(self) -> str | None:
        """The form in which the host wants rich text from Wagtail's APIs; None where unsaid."""
        return getattr(django_settings, "WAGTAILAPI_RICH_TEXT_FORMAT", None)

    @property
    def has_translations(self) -> bool:
        """Whether the host's pages are translated, each language in a tree of its own."""
        is_enabled = getattr(django_settings, "WAGTAIL_I18N_ENABLED", False)
        return django_settings.USE_I18N and is_enabled

    def may_upload_documents(self, extensions: list[str]) -> bool:
        """Whether editors may upload documents of one of these kinds."""
        allowed = getattr(django_settings, "WAGTAILDOCS_EXTENSIONS", None)
        return allowed is None or bool(set(extensions) & {one.lower() for one in allowed})

    @property
    def secure_proxy_header(self) -> tuple[str, str] | None:
        """What the host's proxy says of a request that came by https; None where nothing is."""
        return django_settings.SECURE_PROXY_SSL_HEADER

    @property
    def language_code(self) -> str:
        """The host's own language, which readers get whose languages the host does not speak."""
        return django_settings.LANGUAGE_CODE

    @property
    def mailed_page_models(self) -> list[str]:
        """Page types that may be mailed, as ``app_label.ModelName``. Empty: nothing is."""
        return self._get("MAILED_PAGE_MODELS")

    @property
    def mail_hold(self) -> timedelta:
        """How long a mailing waits after publishing, so that it can be cancelled."""
        return self._get("MAIL_HOLD")

    @property
    def mail_stale_after(self) -> timedelta:
        """A mailing found later than this after its time is not sent by surprise, but expires."""
        return self._get("MAIL_STALE_AFTER")

    @property
    def mail_session_seconds(self) -> int:
        """How long one worker sends before it hands over. Keep it under 60: tasks stay short."""
        return self._get("MAIL_SESSION_SECONDS")

    @property
    def mail_claim_size(self) -> int:
        """How many deliveries a worker claims at a time."""
        return self._get("MAIL_CLAIM_SIZE")

    @property
    def mail_lease(self) -> timedelta:
        """After so long without a word of a worker, what it has in hand is taken back."""
        return self._get("MAIL_LEASE")

    @property
    def mail_connections(self) -> int:
        """How many workers may send mailings at once, each over a connection of its own."""
        return max(self._get("MAIL_CONNECTIONS"), 1)

    @property
    def mail_per_second(self) -> float | None:
        """The most mails per second, over all workers together. None: no limit of ours."""
        return self._get("MAIL_PER_SECOND")

    @property
    def mail_queue(self) -> str:
        """The Celery queue of every task in this package."""
        return self._get("MAIL_QUEUE")

    @property
    def mail_allow_development_backends(self) -> bool:
        """Whether mail backends count that hand nothing to a mail server, as the console's."""
        return self._get("MAIL_ALLOW_DEVELOPMENT_BACKENDS")

    @property
    def mail_state_dir(self) -> Path | None:
        """A folder for what must not be restored or copied together with the database."""
        folder = self._get("MAIL_STATE_DIR")
        return Path(folder) if folder else None

    @property
    def mail_environment(self) -> str | None:
        """A name that no copy of this site has, such as ``"production"``."""
        return self._get("MAIL_ENVIRONMENT")

    @property
    def address_keys(self) -> dict[str, str]:
        """Keys of addresses' hashes and links in mails, by their settings. The first is in use."""
        ours = _named("ADDRESS_KEY", self._get("ADDRESS_KEY"), self._get("ADDRESS_KEY_FALLBACKS"))
        fallbacks = django_settings.SECRET_KEY_FALLBACKS
        djangos = _named("SECRET_KEY", django_settings.SECRET_KEY, fallbacks)
        return ours | djangos if "ADDRESS_KEY" in ours else djangos | ours

    @property
    def address_key(self) -> str:
        return next(iter(self.address_keys.values()))

    @property
    def settings_module(self) -> str:
        """Where the host's settings are; empty where they are made without a module."""
        return getattr(django_settings, "SETTINGS_MODULE", None) or ""

    @property
    def is_proxy_said(self) -> bool:
        """Whether one of Django's own settings says that the web server is behind a proxy."""
        return bool(django_settings.SECURE_PROXY_SSL_HEADER or django_settings.USE_X_FORWARDED_HOST)

    @property
    def internal_ips(self) -> list[str]:
        """The addresses from which the host's own people and programs come."""
        return list(django_settings.INTERNAL_IPS)


def _named(name: str, key: str | None, older: list[str]) -> dict[str, str]:
    named = {name: key} | {f"{name}_FALLBACKS[{number}]": key for number, key in enumerate(older)}
    return {name: key for name, key in named.items() if key}


conf = Settings()
