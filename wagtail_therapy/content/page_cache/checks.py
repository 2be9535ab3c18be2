"""Mistakes in the place of the page cache among a host's middleware."""

from typing import Any

from django.core import checks

from wagtail_therapy.conf import conf

LABEL = "wagtail_therapy_content"
OURS = "wagtail_therapy.content.page_cache.middleware.PageCacheMiddleware"
# What these add to a response says whether others may get it.
BELOW = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
# Compressed pages aren't kept.
ABOVE = ["django.middleware.gzip.GZipMiddleware"]


def check_page_cache(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    lines = conf.middleware
    if OURS not in lines:
        return []
    place = lines.index(OURS)
    late = [name for name in BELOW if name in lines[:place]]
    early = [name for name in ABOVE if name in lines[place:]]
    wrong = [(name, "above") for name in late] + [(name, "below") for name in early]
    return [
        checks.Warning(
            f"The page cache is in the wrong place: it has to be {where} {name!r}.",
            hint=f"Move {OURS!r} in MIDDLEWARE.",
            id=f"{LABEL}.W008",
        )
        for name, where in wrong
    ]
