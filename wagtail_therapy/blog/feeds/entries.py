"""Posts as they are told in a feed: whole, and with addresses that hold anywhere."""

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from django.db.models import prefetch_related_objects

from wagtail_therapy.blog import posts
from wagtail_therapy.blog.listings import for_cards, rows_of
from wagtail_therapy.content import bodies
from wagtail_therapy.content.elsewhere import render_elsewhere

NUMBER = 20
IMAGE = "max-1200x1200"


@dataclass(frozen=True)
class Picture:
    url: str
    bytes: int
    mime_type: str


@dataclass(frozen=True)
class Entry:
    """One post, as a feed of any format has it."""

    url: str
    title: str
    summary: str
    html: str
    published_at: datetime | None
    updated_at: datetime | None
    authors: list[str]
    categories: list[str]
    picture: Picture | None


def whole(found, request) -> list[Entry]:
    """Return posts that were found as rows of the base page, whole."""
    listed = for_cards(posts.specific(found), IMAGE)
    for model in {type(post) for post in listed}:
        alike = [post for post in listed if type(post) is model]
        prefetch_related_objects(alike, rows_of(model, "post_tags", "tag"))
    shown = bodies.fetched(post.body for post in listed)
    return [_entry(post, body, request) for post, body in zip(listed, shown, strict=True)]


def _entry(post, body, request) -> Entry:
    url = post.get_full_url(request)
    context = {"page": post, "request": request}
    names = [category.name for category in post.get_categories()]
    return Entry(
        url=url,
        title=post.title,
        summary=post.get_excerpt(),
        html=render_elsewhere(body, post.references, page_url=url, context=context),
        published_at=post.first_published_at,
        updated_at=post.last_published_at or post.latest_revision_created_at,
        authors=[author.name for author in post.get_authors()],
        categories=[*names, *(row.tag.name for row in post.post_tags.all())],
        picture=_picture(post, url),
    )


def _picture(post, url) -> Picture | None:
    if post.lead_image is None:
        return None
    try:
        rendition = post.lead_image.get_rendition(IMAGE)
        size = rendition.file.size
    except OSError:
        return None
    mime_type = mimetypes.guess_type(rendition.file.name)[0] or "application/octet-stream"
    return Picture(urljoin(url, rendition.url), size, mime_type)
