"""What is looked up for every page of a blog and seldom changes, in Django's cache.

It is kept until a post goes live or away, at most for a minute where each process has a cache of
its own. Nothing that a stranger may not read lies here: numbers and keys do, and whoever takes keys
asks the database for their posts, and whether these are readable still.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.core.cache import cache

SECONDS = 60
GENERATION = "wagtail_therapy_blog:generation"


def kept(what: tuple, make: Callable[[], Any]) -> Any:
    """Return what ``make()`` returned when it was last asked for ``what``."""
    # Memcached takes neither blanks nor long keys.
    name = sha256(repr((cache.get(GENERATION), *what)).encode()).hexdigest()
    return cache.get_or_set(f"wagtail_therapy_blog:{name}", make, SECONDS)


def forget():
    """Have everything made anew when somebody asks next, in every blog."""
    cache.set(GENERATION, uuid4().hex, None)
