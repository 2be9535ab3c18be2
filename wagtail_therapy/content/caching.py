"""Parts of pages in Django's cache, which are the same for all visitors.

They are built again after a page is published, unpublished or moved, and after a row that they show
is saved. A row of the database names all that is kept, and each change renames it when its
transaction is committed: so all processes and caches see it at once, and people who publish at the
same time don't wait for each other. What depends on a time of day needs it in its key; dates don't,
because the name has the practice's day. Don't cache anything that depends on the visitor. Previews
neither read the cache nor fill it.
"""

from collections.abc import Callable, Hashable, Iterable
from contextvars import ContextVar
from hashlib import sha256
from typing import Any
from uuid import uuid4

import swapper
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connections, router, transaction
from django.db.models.signals import post_delete, post_save
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from wagtail.models import Site

from wagtail_therapy import __version__
from wagtail_therapy.conf import conf

from .models import Generation
from .page_cache.drafts import DRAFT_FIELDS

CACHE_ATTRIBUTE = "_wagtail_therapy_generation"
UID = "wagtail_therapy.caching"
_unfinished = ContextVar("wagtail_therapy_unfinished", default=0)
# How often this thread has renamed the row. A request mustn't keep what it has read by a name that
# another thread gave meanwhile.
_renamed = ContextVar("wagtail_therapy_renamed", default=0)
# What is known during the request of a thread. None outside one, as in a command.
_during: ContextVar[dict[Any, Any] | None] = ContextVar("wagtail_therapy_during", default=None)


class _Process:
    # The name that it has read last, and the one with which it asked for addresses of sites.
    read = addressed = ""


class _Renaming:
    """Renames the row when a transaction is committed. Until then, the transaction has its own."""

    def __init__(self) -> None:
        self.name = str(uuid4())

    def __call__(self) -> None:
        _rename()


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
    named = generation(request)
    if not named:
        return dict(build(list(keys)))
    cache_keys = {name: _cache_key(named, key) for name, key in keys.items()}
    found = cache.get_many(cache_keys.values())
    missing = [name for name, key in cache_keys.items() if key not in found]
    unfinished_before = unfinished_number()
    if missing:
        forget_addresses()
    built = dict(build(missing)) if missing else {}
    if built and unfinished_number() == unfinished_before:
        cache.set_many({cache_keys[name]: one for name, one in built.items()}, conf.cache_seconds)
    return {name: found[key] for name, key in cache_keys.items() if key in found} | built


def remembered(key: Hashable, read: Callable[[], Any]) -> Any:
    """Return what ``read()`` returned earlier in the same request, if nothing has changed since.

    For what is too important to be kept for longer. Outside a request it is read each time.
    """
    known = _during.get()
    if known is None:
        return read()
    if (named := (key, generation())) not in known:
        known[named] = read()
    return known[named]


def request_key(request: Any) -> tuple[Any, ...]:
    """Return what URLs, dates and texts on a page depend on, besides what it shows."""
    site = Site.find_for_request(request) if request else None
    place = site and (site.pk, site.root_url)
    return (place, get_script_prefix(), get_language(), get_current_timezone_name())


def do_not_keep() -> None:
    """Say that what is being built lacks something that will be there soon.

    Neither it is cached nor what contains it, nor the response: see ``mark_unfinished_response``.
    """
    _unfinished.set(_unfinished.get() + 1)


def unfinished_number() -> int:
    """Return how often ``do_not_keep`` was called here, to compare before and after."""
    return _unfinished.get()


def generation(request: Any = None) -> str:
    """Return the name of all that is kept now; "" if nothing can be kept yet.

    It changes with each change of what pages show, with the practice's day, when a post that is
    dated in the future comes out, and with a new version. It takes one query for each request.
    """
    name, *rest = _read_once([request and vars(request), _during.get()])
    renamings = map(_last_renaming, connections.all(initialized_only=True))
    name = next((one[1].name for one in renamings if one), name)
    # Stored HTML has the addresses of static files.
    version = (__version__, getattr(staticfiles_storage, "manifest_hash", ""))
    return "/".join([name, *rest, *version]) if name else ""


def forget_addresses() -> None:
    """Have Wagtail read the addresses of sites again, after a change and before pages are built.

    It keeps them for an hour, and a process that changes them empties only the cache that it uses.
    """
    if (name := _Process.read) != _Process.addressed:
        Site.clear_site_root_paths_cache()
        _Process.addressed = name


def invalidate(*args: Any, using: str | None = None, **kwargs: Any) -> None:
    """Have everything built again, once the transaction is committed. May receive any signal."""
    connection = connections[using or _alias()]
    if not connection.in_atomic_block:
        _rename()
        return
    last = _last_renaming(connection)
    # A rollback to a savepoint takes back what was built since then, with its name.
    if last and last[0] == set(connection.savepoint_ids):
        last[1].name = str(uuid4())
    else:
        transaction.on_commit(_Renaming(), using=connection.alias)


def invalidate_on_save(*models: Any) -> None:
    """Invalidate when a row of the models is saved or deleted, but not when a draft is saved."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(_invalidate_row, model, dispatch_uid=UID)


def _invalidate_row(sender: Any, update_fields: Any = None, **kwargs: Any) -> None:
    if not DRAFT_FIELDS.issuperset(update_fields or [None]):
        invalidate(using=kwargs.get("using"))


def _cache_key(named: str, key: tuple[Any, ...]) -> str:
    # Memcached takes neither blanks nor long keys.
    return f"wagtail_therapy:{sha256(repr((named, key)).encode()).hexdigest()}"


def _read_once(places: list[dict[Any, Any] | None]) -> tuple[str, ...]:
    """Read it if no place has it, or it was renamed here since. Then all places have it."""
    told = [place.get(CACHE_ATTRIBUTE) for place in places if place is not None]
    found = next((one for one in told if one and one[0] == _renamed.get()), None)
    found = found or (_renamed.get(), _read())
    for place in places:
        if place is not None and place.get(CACHE_ATTRIBUTE) != found:
            place[CACHE_ATTRIBUTE] = found
            # What Wagtail has found before for this request may be from before the change.
            place.pop("_wagtail_cached_site_root_paths", None)
    return found[1]


def _read() -> tuple[str, ...]:
    """Return the row's name, the newest date of publication that has come, and the day."""
    # From the database that writes: a replica may be behind.
    connection = connections[_alias()]
    now = timezone.now()
    # Not in the time zone of an editor who previews a page.
    day = timezone.localdate(now, timezone.get_default_timezone()) if now.tzinfo else now.date()
    with connection.cursor() as cursor:
        cursor.execute(_sql(connection), [connection.ops.adapt_datetimefield_value(now)])
        name, newest = cursor.fetchone()
    name = _Process.read = str(name or "")
    return name, str(newest), str(day)


def _sql(connection: Any) -> str:
    models = Generation, swapper.load_model("wagtailcore", "Page")
    rows, pages = (connection.ops.quote_name(one._meta.db_table) for one in models)
    # Django's ORM would take several times as long to build it, for each request.
    return (
        f"SELECT (SELECT name FROM {rows} ORDER BY id LIMIT 1), "  # noqa: S608 -- names of tables
        f"(SELECT MAX(first_published_at) FROM {pages} WHERE first_published_at <= %s)"
    )


def _last_renaming(connection: Any) -> tuple[set[str], _Renaming] | None:
    hooks = reversed(connection.run_on_commit)
    return next((hook[:2] for hook in hooks if isinstance(hook[1], _Renaming)), None)


def _rename() -> None:
    rows = Generation._default_manager.using(_alias())
    if not rows.update(name=uuid4()):
        rows.get_or_create(pk=1)
    _renamed.set(_renamed.get() + 1)


def _alias() -> str:
    return router.db_for_write(Generation)


def _begin(**kwargs: Any) -> None:
    _during.set({})


def _end(**kwargs: Any) -> None:
    _during.set(None)


request_started.connect(_begin, dispatch_uid=UID)
request_finished.connect(_end, dispatch_uid=UID)
