"""Pages in the cache. Each counts for as long as nothing that pages show has changed."""

import logging
import time
import zlib
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, get_max_age
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from wagtail_therapy.conf import conf
from wagtail_therapy.content import caching

logger = logging.getLogger("wagtail_therapy.content")

# Attributes of a request: the key of its page, and the text of the page if it was kept.
KEY = "_therapy_page_cache_key"
FOUND = "_therapy_page_cache_found"


def find(request: HttpRequest, generation: str) -> HttpResponse | None:
    """Return the page that is kept for the request, or None. 304 if the browser has it already."""
    # Not after the view: middleware may have switched the language only for what is below it.
    setattr(request, KEY, _key(request))
    kept = _get(getattr(request, KEY))
    if kept is None or kept[0] != generation:
        caching.forget_addresses()
        return None
    _, kept_at, headers, packed = kept
    setattr(request, FOUND, zlib.decompress(packed))
    response = HttpResponse(getattr(request, FOUND), headers=headers)
    if get_max_age(response):
        # Others count from when it was made.
        response.headers["Age"] = str(int(time.time() - kept_at))
    return _conditional(request, response)


def was_found(request: HttpRequest) -> bool:
    """Return whether this request got a page that was kept."""
    return hasattr(request, FOUND)


def as_kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the page as it was kept.

    What middleware of the host writes into pages was in it already, and is there twice now.
    """
    content = getattr(request, FOUND)
    is_whole = response.status_code == 200 and not response.streaming
    if is_whole and not response.has_header("Content-Encoding") and response.content != content:
        response.content = content
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(content))
    return response


def was_missed(request: HttpRequest) -> bool:
    """Return whether the page was looked for. Middleware above may have answered before that."""
    return hasattr(request, KEY) and not was_found(request)


def keep(request: HttpRequest, response: HttpResponse, generation: str) -> HttpResponse:
    """Keep the page, and return it. 304 if the browser has it already.

    It takes the place of the one from before the last change, so old pages don't fill the cache.
    """
    content = response.content
    response.headers.setdefault("ETag", f'"{sha256(content).hexdigest()[:32]}"')
    seconds = min(conf.cache_seconds, get_max_age(response) or conf.cache_seconds)
    # A quarter of the size, so that the cache has room for all pages of a large blog.
    packed = zlib.compress(content, level=1)
    kept = (generation, time.time(), dict(response.headers), packed)
    _set(getattr(request, KEY), kept, seconds)
    return _conditional(request, response)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def _get(key: str) -> Any:
    pages = caches[conf.page_cache_alias]
    try:
        return pages.get(key)
    except Exception as error:  # noqa: BLE001 -- each cache has its own, if it can't be reached
        _log(error)
        return None


def _set(key: str, kept: Any, seconds: int) -> None:
    pages = caches[conf.page_cache_alias]
    try:
        pages.set(key, kept, seconds)
    except Exception as error:  # noqa: BLE001 -- as above
        _log(error)


def _log(error: Exception) -> None:
    logger.warning("The page cache can't be used: %s", type(error).__name__)


def _key(request: HttpRequest) -> str:
    place = (request.build_absolute_uri(), get_language(), get_current_timezone_name())
    return f"wagtail_therapy:page:{sha256(repr(place).encode()).hexdigest()}"
