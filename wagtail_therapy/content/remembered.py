"""What many parts of a page ask for, read once for each request."""

from collections.abc import Callable, Hashable
from typing import Any

from wagtail_therapy.content import caching


def remembered(key: Hashable, read: Callable[[], Any]) -> Any:
    """Return what ``read()`` returned earlier in the same request, if nothing has changed since.

    For what is too important to be kept for longer. Outside a request it is read each time.
    """
    known = caching.known_during_request()
    if known is None:
        return read()
    named = (key, caching.generation())
    if named not in known:
        known[named] = read()
    return known[named]
