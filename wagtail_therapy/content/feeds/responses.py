"""Feeds over HTTP."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
)

from wagtail_therapy.content.caching import cached

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
    """Return a feed, or 304 if the client already has this text.

    It compares texts and not dates, which don't change if an author is renamed or a page becomes
    private. ``version`` names all that the text depends on: what is known of that text is kept, so
    a client that has it costs no rendering. Caches don't store private feeds.
    """
    written: list[str] = []

    def etag() -> str:
        written.append(write())
        return f'"{sha256(written[0].encode()).hexdigest()[:32]}"'

    response = HttpResponse(content_type=f"{feed_format.mime_type}; charset=utf-8")
    key = ("feed", feed_format.path, version)
    response.headers["ETag"] = etag() if version is None else cached(key, etag, request)
    if is_private:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if answer is response:
        response.content = written[0] if written else write()
    return answer
