"""Parts of pages in Django's cache, for those that many pages show and that seldom change.

They are built again after a page is published, unpublished or moved, and after a row that they show
is saved. If each process has its own cache, the others follow within a minute. The cache never
decides what may be shown: callers ask the database each time. Don't cache anything that depends on
the visitor. Previews neither read the cache nor fill it.
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
CACHE_ATTRIBUTE = "_wagtail_therapy_generation"
UID = "wagtail_therapy.caching"
# What Wagtail saves of a draft every few seconds during editing. Visitors never see it.
DRAFT_FIELDS = {
    "latest_revision",
    "latest_revision_created_at",
    "draft_title",
    "has_unpublished_changes",
}


def cached(key: tuple[Any, ...], build: Callable[[], Any], request: Any = None) -> Any:
    """Return the cached value of the key, or what ``build()`` returns."""
    return cached_many({0: key}, lambda _names: [(0, build())], request)[0]


def cached_html(key: tuple[Any, ...], build: Callable[[], str], request: Any) -> SafeString:
    """Return HTML as ``cached`` does, separately for each site, language and time zone."""
    # Not every cache returns a SafeString as one.
    html = cached((*key, *request_key(request)), lambda: str(build()), request)
    return mark_safe(html)  # noqa: S308 -- a template made it


def cached_many(
    keys: dict[Any, tuple[Any, ...]],
    build: Callable[[list[Any]], Iterable[tuple[Any, Any]]],
    request: Any = None,
) -> dict[Any, Any]:
    """Return the cached value for each name in ``keys``.

    ``build(names)`` yields names and values of all that aren't cached, at once.
    """
    if not keys or not conf.cache_seconds or getattr(request, "is_preview", False):
        return dict(build(list(keys))) if keys else {}
    generation = _generation(request)
    cache_keys = {name: _cache_key(generation, key) for name, key in keys.items()}
    found = cache.get_many(cache_keys.values())
    missing = [name for name, key in cache_keys.items() if key not in found]
    built = dict(build(missing)) if missing else {}
    if built:
        cache.set_many({cache_keys[name]: one for name, one in built.items()}, conf.cache_seconds)
    return {name: found[key] for name, key in cache_keys.items() if key in found} | built


def request_key(request: Any) -> tuple[Any, ...]:
    """Return what URLs, dates and texts on a page depend on, besides what it shows."""
    site = Site.find_for_request(request) if request else None
    place = site and (site.pk, site.root_url)
    return (place, get_script_prefix(), get_language(), get_current_timezone_name())


def generation(request: Any = None) -> str:
    """Return what changes with everything that our pages show; "" if there is nothing yet."""
    name = _generation(request)
    return _cache_key(name, ()) if name else ""


def invalidate(*args: Any, **kwargs: Any) -> None:
    """Have everything built again when it is next asked for. May be connected to any signal."""
    cache.set(GENERATION, uuid4().hex, None)


def invalidate_on_save(*models: Any) -> None:
    """Invalidate when a row of the models is saved or deleted, but not when a draft is saved."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(_invalidate_row, model, dispatch_uid=UID)


def _invalidate_row(sender: Any, **kwargs: Any) -> None:
    written = kwargs.get("update_fields")
    if written and DRAFT_FIELDS.issuperset(written):
        return
    invalidate()
    # Until then, other transactions read and cache the row as it was.
    transaction.on_commit(invalidate)


def _generation(request: Any) -> str | None:
    # Once for a page: the cache may be on another machine.
    if not hasattr(request, CACHE_ATTRIBUTE):
        generation = cache.get(GENERATION)
        if request is None:
            return generation
        setattr(request, CACHE_ATTRIBUTE, generation)
    return getattr(request, CACHE_ATTRIBUTE)


def _cache_key(generation: str | None, key: tuple[Any, ...]) -> str:
    # Memcached takes neither blanks nor long keys.
    return f"wagtail_therapy:{sha256(repr((generation, key)).encode()).hexdigest()}"
