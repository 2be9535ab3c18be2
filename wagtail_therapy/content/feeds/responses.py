"""Feeds over HTTP."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
)

from .formats import FeedFormat

# Feed readers send requests every few minutes, all day.
MAX_AGE = 300


def feed_response(
    request: HttpRequest, text: str, feed_format: FeedFormat, *, is_private: bool = False
) -> HttpResponse:
    """Return a feed, or 304 if the client already has this text.

    It compares texts and not dates, which don't change if an author is renamed or a page becomes
    private. Caches don't store private feeds.
    """
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type=f"{feed_format.mime_type}; charset=utf-8")
    response.headers["ETag"] = etag
    if is_private:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    return get_conditional_response(request, etag=etag, response=response)
