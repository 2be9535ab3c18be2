"""What is looked up for every page of a blog and seldom changes, in Django's cache.

It is kept until a post goes live or away, at most for a minute where each process has a cache of
its own. It never says what may be read: who shows a post asks the database first, each time.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.core.cache import cache

SECONDS = 60
GENERATION = "wagtail_therapy_blog:generation"


def kept(what: tuple, make: Callable[[], Any]) -> Any:
    """Return what ``make()`` returned when it was last asked for ``what``."""
    return cache.get_or_set(_name(cache.get(GENERATION), what), make, SECONDS)


def kept_for_each(
    whats: dict[int, tuple], make: Callable[[list[int]], Iterable[tuple[int, Any]]]
) -> dict[int, Any]:
    """Return what is kept for each key; ``make(keys)`` yields what is not, all at once."""
    generation = cache.get(GENERATION)
    names = {key: _name(generation, what) for key, what in whats.items()}
    found = cache.get_many(names.values())
    missing = [key for key, name in names.items() if name not in found]
    made = dict(make(missing)) if missing else {}
    cache.set_many({names[key]: one for key, one in made.items()}, SECONDS)
    return {key: found[name] for key, name in names.items() if name in found} | made


def forget():
    """Have everything made anew when somebody asks next, in every blog."""
    cache.set(GENERATION, uuid4().hex, None)


def _name(generation, what):
    # Memcached takes neither blanks nor long keys.
    return f"wagtail_therapy_blog:{sha256(repr((generation, what)).encode()).hexdigest()}"
