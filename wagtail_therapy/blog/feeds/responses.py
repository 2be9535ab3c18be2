"""Feeds over HTTP."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
)
from django.utils.text import Truncator
from wagtail.rich_text import get_text_for_indexing

from wagtail_therapy.blog.archives import Archive

from . import entries
from .formats import FORMATS, Channel, Format

# Feed readers ask every few minutes, all day.
FRESH_SECONDS = 300


def serve(
    blog: Any, request: HttpRequest, *, archive: Archive | None = None, path: str = "feed/"
) -> HttpResponse:
    """Answer with the newest posts in the format of the path; 304 if the client has these.

    Whether they have them is told by the text alone: a renamed author or a post that became
    private changes no date.
    """
    feed_format = next(one for one in FORMATS if one.path == path)
    found = list((archive.posts if archive else blog.get_posts())[: entries.NUMBER])
    channel = _channel(blog, request, archive, feed_format)
    text = feed_format.write(channel, entries.whole(found, request))
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type=f"{feed_format.mime_type}; charset=utf-8")
    response.headers["ETag"] = etag
    # Private posts are in no feed, so only an empty one may be that of a private blog.
    if not found and blog.get_view_restrictions().exists():
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response)


def _channel(
    blog: Any, request: HttpRequest, archive: Archive | None, feed_format: Format
) -> Channel:
    below = archive.path if archive else ""
    url = blog.address_of(below, request, is_full=True) if archive else blog.get_full_url(request)
    intro = archive.description if archive else get_text_for_indexing(blog.intro)
    title = f"{blog.title}: {archive.title}" if archive else blog.title
    return Channel(
        id=entries.lasting_id(blog, _part(archive)).urn,
        title=entries.printable(title),
        description=entries.printable(Truncator(intro).chars(500)),
        url=url,
        feed_url=blog.address_of(below + feed_format.path, request, is_full=True),
        language=blog.locale.language_code,
        changed_at=entries.aware(blog.last_published_at) or entries.UNKNOWN,
    )


def _part(archive: Archive | None) -> str:
    if archive is None:
        return ""
    subject = archive.subject
    # Tags are in no language.
    return f" {archive.kind} {getattr(subject, 'translation_key', subject.pk)}"
