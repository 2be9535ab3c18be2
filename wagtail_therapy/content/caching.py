"""Parts of pages that are made once for many, and seldom change, in Django's cache.

They are made again when a page goes live, is unpublished or moves, and when something that they
name is saved. If each process has a cache of its own, the others follow within a minute. The cache
never decides what may be shown: callers ask the database for that each time. Nothing that depends
on the visitor may be kept, and a preview neither reads the cache nor fills it.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from wagtail.models import Site

from wagtail_therapy.conf import conf

GENERATION = "wagtail_therapy:generation"
REMEMBERED = "_wagtail_therapy_generation"
UID = "wagtail_therapy.kept"
# What Wagtail writes of a draft every few seconds during editing. Visitors never see it.
DRAFT_FIELDS = {
    "latest_revision",
    "latest_revision_created_at",
    "draft_title",
    "has_unpublished_changes",
}


def cached(what: tuple[Any, ...], make: Callable[[], Any], request: Any = None) -> Any:
    """Return what ``make()`` returned when it was last asked for ``what``."""
    return cached_many({0: what}, lambda _keys: [(0, make())], request)[0]


def cached_html(what: tuple[Any, ...], make: Callable[[], str], request: Any) -> SafeString:
    """Return HTML as ``kept`` does, apart for each site, language and time zone."""
    # A SafeString would not be one any more in each cache.
    html = cached((*what, *request_key(request)), lambda: str(make()), request)
    return mark_safe(html)  # noqa: S308 -- a template made it


def cached_many(
    whats: dict[Any, tuple[Any, ...]],
    make: Callable[[list[Any]], Iterable[tuple[Any, Any]]],
    request: Any = None,
) -> dict[Any, Any]:
    """Return what is kept for each key; ``make(keys)`` yields what is not, all at once."""
    if not whats or not conf.cache_seconds or getattr(request, "is_preview", False):
        return dict(make(list(whats))) if whats else {}
    generation = _generation(request)
    names = {key: _cache_key(generation, what) for key, what in whats.items()}
    found = cache.get_many(names.values())
    missing = [key for key, name in names.items() if name not in found]
    made = dict(make(missing)) if missing else {}
    if made:
        cache.set_many({names[key]: one for key, one in made.items()}, conf.cache_seconds)
    return {key: found[name] for key, name in names.items() if name in found} | made


def request_key(request: Any) -> tuple[Any, ...]:
    """Return what addresses, dates and words on a page depend on, besides what it shows."""
    site = Site.find_for_request(request) if request else None
    place = site and (site.pk, site.root_url)
    return (place, get_script_prefix(), get_language(), get_current_timezone_name())


def invalidate(*args: Any, **kwargs: Any) -> None:
    """Have everything made again when it is next asked for. May be connected to any signal."""
    cache.set(GENERATION, uuid4().hex, None)


def invalidate_on_save(*models: Any) -> None:
    """Forget when a row of the models is saved or deleted, but not when a draft is saved."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(_invalidate_row, model, dispatch_uid=UID)


def _invalidate_row(sender: Any, **kwargs: Any) -> None:
    written = kwargs.get("update_fields")
    if written and DRAFT_FIELDS.issuperset(written):
        return
    invalidate()
    # Until then, others read and keep what was there before.
    transaction.on_commit(invalidate)


def _generation(request: Any) -> str | None:
    # Asked once for a page: a cache may be on another machine.
    if not hasattr(request, REMEMBERED):
        generation = cache.get(GENERATION)
        if request is None:
            return generation
        setattr(request, REMEMBERED, generation)
    return getattr(request, REMEMBERED)


def _cache_key(generation: str | None, what: tuple[Any, ...]) -> str:
    # Memcached takes neither blanks nor long keys.
    return f"wagtail_therapy:{sha256(repr((generation, what)).encode()).hexdigest()}"
