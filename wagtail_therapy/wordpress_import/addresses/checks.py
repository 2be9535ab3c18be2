"""Mistakes in a host's settings that keep old addresses from answering."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import DatabaseError

from wagtail_therapy.conf import conf
from wagtail_therapy.wordpress_import.models import ImportedItem

LABEL = "wagtail_therapy_wordpress_import"
APP = "wagtail.contrib.redirects"
WAGTAILS = "wagtail.contrib.redirects.middleware.RedirectMiddleware"
OURS = "wagtail_therapy.wordpress_import.addresses.middleware.OldAddressMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"


def register_checks() -> None:
    checks.register(check_redirects)
    checks.register(check_middleware, checks.Tags.database)


def check_redirects(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if apps.is_installed(APP):
        return []
    return [
        checks.Error(
            "The addresses of the old site can't be redirected.",
            hint=f"Add {APP!r} to INSTALLED_APPS.",
            id=f"{LABEL}.E001",
        )
    ]


def check_middleware(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Look at the settings once posts were imported, so only when a check may use the database."""
    lines = conf.middleware
    missing = [name for name in (WAGTAILS, OURS) if name not in lines]
    is_early = not missing and COMMON in lines and lines.index(OURS) < lines.index(COMMON)
    if not databases or not (missing or is_early) or not _is_anything_imported():
        return []
    return [_missing(name) for name in missing] or [_early()]


def _missing(name: str) -> checks.CheckMessage:
    return checks.Warning(
        "Some addresses of the old site lead nowhere.",
        hint=f"Add {name!r} to the end of MIDDLEWARE.",
        id=f"{LABEL}.W001",
    )


def _early() -> checks.CheckMessage:
    return checks.Warning(
        "Some addresses of the old site are redirected twice.",
        hint=f"In MIDDLEWARE, move {OURS!r} below {COMMON!r}, to the end.",
        id=f"{LABEL}.W002",
    )


def _is_anything_imported() -> bool:
    try:
        return ImportedItem.objects.exists()
    except DatabaseError:
        # Before the first `migrate`.
        return False
