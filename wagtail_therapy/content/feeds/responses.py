"""Feeds over HTTP."""

from collections.abc import Callable
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
    request: HttpRequest,
    feed_format: FeedFormat,
    write: Callable[[], str],
    *,
    version: object = None,
    is_private: bool = False,
) -> HttpResponse:
    """Return a feed, or 304 if the client already has it.

    ``version`` names all that the text depends on, so that a client that has it costs no rendering.
    Without one the texts are compared. Dates would not do: they don't change if an author is
    renamed or a page becomes private. Caches don't store private feeds.
    """
    text = write() if version is None else None
    etag = sha256((repr(version) if text is None else text).encode()).hexdigest()[:32]
    response = HttpResponse(text or "", content_type=f"{feed_format.mime_type}; charset=utf-8")
    response.headers["ETag"] = f'"{etag}"'
    if is_private:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if answer is response and text is None:
        response.content = write()
    return answer
