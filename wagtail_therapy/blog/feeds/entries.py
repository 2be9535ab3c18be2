"""Posts as feed entries, with their full text and absolute URLs."""

import mimetypes
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext

from wagtail_therapy.blog.prefetching import prefetch_for_cards, rows_by_post
from wagtail_therapy.content import caching
from wagtail_therapy.content.feeds.entries import (
    UNKNOWN_DATE,
    FeedEntry,
    FeedImage,
    make_aware,
    permanent_id,
    strip_control_characters,
)
from wagtail_therapy.content.feeds.kept_bodies import are_all_kept, is_kept
from wagtail_therapy.content.feeds.syndication import render_for_syndication
from wagtail_therapy.content.pictures import showing
from wagtail_therapy.content.pictures.uses import stored_specs
from wagtail_therapy.content.streamfield import prefetching
from wagtail_therapy.content.visibility import specific_pages

MAX_ENTRIES = 20


def newest(posts: QuerySet) -> list[Any]:
    """Return rows of the base page of the newest posts, with what names their revisions."""
    return list(posts.only("content_type", "live_revision", "last_published_at")[:MAX_ENTRIES])


def version(found: Iterable[Any], request: HttpRequest) -> tuple[Any, ...] | None:
    """Return what names the texts of these posts' entries.

    None if they may depend on more than that: on what a block of the host's shows.
    """
    generation = caching.generation(request)
    if not generation or not all(are_all_kept(post.specific_class) for post in found):
        return None
    return (generation, *caching.request_key(request), *map(_revision_key, found))


def feed_entries(found: Iterable[Any], request: HttpRequest) -> list[FeedEntry]:
    """Return full entries for posts, which may be rows of the base page.

    An entry is rendered once for each revision, unless a block in it is the host's and doesn't say
    that it may be kept.
    """
    posts = {post.pk: post for post in found}
    fresh: dict[int, FeedEntry] = {}

    def build(pks: Iterable[int]) -> Iterator[tuple[int, FeedEntry | None]]:
        for post, entry in _rendered([posts[pk] for pk in pks], request):
            fresh[post.pk] = entry
            yield post.pk, entry if is_kept(post.body) else None

    key = ("feed entry", *caching.request_key(request))
    keys = {pk: (*key, *_revision_key(post)) for pk, post in posts.items()}
    kept = caching.cached_many(keys, build, request)
    if unkept := [pk for pk, entry in kept.items() if entry is None and pk not in fresh]:
        kept |= dict(build(unkept))
    # A post may have been deleted meanwhile.
    return [entry for pk in posts if (entry := fresh.get(pk) or kept.get(pk))]


def _revision_key(post: Any) -> tuple[Any, ...]:
    return (post.pk, post.live_revision_id, post.last_published_at)


def _rendered(found: list[Any], request: HttpRequest) -> Iterator[tuple[Any, FeedEntry]]:
    listed = prefetch_for_cards(specific_pages(found), stored_specs("feed"))
    tagged = rows_by_post(listed, "post_tags", "tag")
    shown = prefetching.prefetch_bodies(post.body for post in listed)
    for post, body in zip(listed, shown, strict=True):
        yield post, _entry(post, body, [row.tag.name for row in tagged[post.pk]], request)


def _entry(post: Any, body: Any, tags: list[str], request: HttpRequest) -> FeedEntry:
    url = post.get_full_url(request)
    context = {"page": post, "request": request}
    names = [category.name for category in post.get_categories()]
    notes = ", ".join(note.name for note in post.get_content_notes())
    warning = gettext("Content note: %(topics)s") % {"topics": notes} if notes else ""
    html = render_for_syndication(body, post.references, page_url=url, context=context)
    return FeedEntry(
        id=permanent_id(post).urn,
        url=url,
        title=strip_control_characters(post.title),
        summary=strip_control_characters(". ".join(filter(None, [warning, post.get_excerpt()]))),
        html=strip_control_characters(
            format_html("<p>{}</p>\n{}", warning, html) if warning else html
        ),
        published_at=make_aware(post.first_published_at),
        # Atom requires one. A post that a script added as live has no date.
        updated_at=make_aware(post.last_published_at) or UNKNOWN_DATE,
        authors=[strip_control_characters(author.name) for author in post.get_authors()],
        categories=_terms([*names, *tags]),
        picture=_image(post, url),
    )


def _terms(names: Iterable[str]) -> list[str]:
    """Return the names of categories and tags, each once: "grief" may be both."""
    found: dict[str, str] = {}
    for name in map(strip_control_characters, names):
        found.setdefault(name.casefold(), name)
    return list(found.values())


def _image(post: Any, url: str) -> FeedImage | None:
    rendition = post.lead_image and showing.rendition(post.lead_image, "feed")
    if rendition is None:
        return None
    try:
        size = rendition.file.size
    except OSError:
        return None
    mime_type = mimetypes.guess_type(rendition.file.name)[0] or "application/octet-stream"
    return FeedImage(urljoin(url, rendition.url), size, mime_type)
