"""Pages in the cache. Each counts for as long as nothing that pages show has changed."""

import time
import zlib
from hashlib import sha256

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, get_max_age
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from wagtail_therapy.conf import conf
from wagtail_therapy.content import caching

FOUND = "_therapy_page_cache_found"


def find(request: HttpRequest, generation: str) -> HttpResponse | None:
    """Return the page that is kept for the request, or None. 304 if the browser has it already."""
    kept = caches[conf.page_cache_alias].get(_key(request))
    if kept is None or kept[0] != generation:
        caching.forget_addresses()
        return None
    setattr(request, FOUND, True)
    _, kept_at, headers, content = kept
    response = HttpResponse(zlib.decompress(content), headers=headers)
    if get_max_age(response):
        # Others count from when it was made.
        response.headers["Age"] = str(int(time.time() - kept_at))
    return _conditional(request, response)


def was_found(request: HttpRequest) -> bool:
    """Return whether this request got a page that was kept."""
    return hasattr(request, FOUND)


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
    caches[conf.page_cache_alias].set(_key(request), kept, seconds)
    return _conditional(request, response)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def _key(request: HttpRequest) -> str:
    place = (request.build_absolute_uri(), get_language(), get_current_timezone_name())
    return f"wagtail_therapy:page:{sha256(repr(place).encode()).hexdigest()}"
