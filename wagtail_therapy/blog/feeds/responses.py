"""Feeds over HTTP."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.text import Truncator
from wagtail.rich_text import get_text_for_indexing

from . import entries
from .formats import FORMATS, Channel, Format

# Feed readers ask every few minutes, all day.
FRESH_SECONDS = 300


def serve(blog, request, *, archive=None, path="feed/") -> HttpResponse:
    """Answer with the newest posts in the format of the path; 304 to whoever has them."""
    feed_format = next(one for one in FORMATS if one.path == path)
    found = list((archive.posts if archive else blog.get_posts())[: entries.NUMBER])
    etag, last_modified = _state(found, feed_format)
    response = get_conditional_response(request, etag=etag, last_modified=last_modified)
    if response is None:
        channel = _channel(blog, request, archive, feed_format)
        text = feed_format.write(channel, entries.whole(found, request))
        response = HttpResponse(text, content_type=f"{feed_format.mime_type}; charset=utf-8")
    response.headers.setdefault("ETag", etag)
    if last_modified:
        response.headers.setdefault("Last-Modified", http_date(last_modified))
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def _state(found, feed_format: Format) -> tuple[str, int | None]:
    """Return what changes whenever the feed does, and when that last was."""
    rows = [(post.pk, post.last_published_at) for post in found]
    digest = sha256(repr([feed_format.name, rows]).encode()).hexdigest()[:32]
    moments = [moment for _pk, moment in rows if moment]
    return f'"{digest}"', int(max(moments).timestamp()) if moments else None


def _channel(blog, request, archive, feed_format: Format) -> Channel:
    url = blog.get_full_url(request) + (archive.path if archive else "")
    intro = archive.description if archive else get_text_for_indexing(blog.intro)
    title = f"{blog.title}: {archive.title}" if archive else blog.title
    return Channel(
        title=title,
        # RSS demands one.
        description=Truncator(intro).chars(500) or title,
        url=url,
        feed_url=url + feed_format.path,
        language=blog.locale.language_code,
    )
