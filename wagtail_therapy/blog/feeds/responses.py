"""HTTP responses with feeds."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from wagtail.rich_text import get_text_for_indexing

from wagtail_therapy.blog.archives import Archive
from wagtail_therapy.content.feeds.entries import (
    UNKNOWN_DATE,
    make_aware,
    permanent_id,
    strip_control_characters,
)
from wagtail_therapy.content.feeds.formats import FORMATS, Channel, FeedFormat
from wagtail_therapy.content.feeds.responses import feed_response
from wagtail_therapy.content.metadata.publisher import publisher

from . import entries


def serve_feed(
    blog: Any, request: HttpRequest, *, archive: Archive | None = None, path: str = "feed/"
) -> HttpResponse:
    """Return the newest posts in the path's format, or 304 if the client already has them."""
    feed_format = next(one for one in FORMATS if one.path == path)
    found = entries.newest(archive.posts if archive else blog.get_posts())
    channel = _channel(blog, request, archive, feed_format)
    version = entries.version(found, request)
    return feed_response(
        request,
        feed_format,
        lambda: feed_format.write(channel, entries.feed_entries(found, request)),
        version=version and (channel, *version),
        # Feeds have no private posts, so only an empty feed can belong to a private blog.
        is_private=not found and blog.get_view_restrictions().exists(),
    )


def _channel(
    blog: Any, request: HttpRequest, archive: Archive | None, feed_format: FeedFormat
) -> Channel:
    below = archive.path if archive else ""
    url = blog.address_of(below, request, is_full=True) if archive else blog.get_full_url(request)
    intro = archive.description if archive else get_text_for_indexing(blog.intro)
    title = f"{blog.title}: {archive.title}" if archive else blog.title
    return Channel(
        id=permanent_id(blog, _archive_key(archive)).urn,
        title=strip_control_characters(title),
        description=strip_control_characters(Truncator(intro).chars(500)),
        url=url,
        feed_url=blog.address_of(below + feed_format.path, request, is_full=True),
        language=blog.locale.language_code,
        changed_at=make_aware(blog.last_published_at) or UNKNOWN_DATE,
        publisher=strip_control_characters(publisher(request)["name"]),
    )


def _archive_key(archive: Archive | None) -> str:
    if archive is None:
        return ""
    subject = archive.subject
    # Tags have no language.
    return f" {archive.kind} {getattr(subject, 'translation_key', subject.pk)}"
