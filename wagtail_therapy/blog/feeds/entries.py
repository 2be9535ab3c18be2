"""Posts as they are told in a feed: whole, and with addresses that hold anywhere."""

import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid5

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext

from wagtail_therapy.blog.listings import for_cards, rows_of
from wagtail_therapy.content import bodies
from wagtail_therapy.content.elsewhere import render_elsewhere
from wagtail_therapy.content.public_pages import specific

NUMBER = 20
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
IMAGE = "max-1200x1200"


@dataclass(frozen=True)
class Picture:
    url: str
    bytes: int
    mime_type: str


@dataclass(frozen=True)
class Entry:
    """One post, as a feed of any format has it."""

    # The same for as long as there is the post, wherever it moves.
    id: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime | None
    updated_at: datetime | None
    authors: list[str]
    categories: list[str]
    picture: Picture | None


def whole(found: Any, request: HttpRequest) -> list[Entry]:
    """Return posts that were found as rows of the base page, whole."""
    listed = for_cards(specific(found), [IMAGE])
    tagged = rows_of(listed, "post_tags", "tag")
    shown = bodies.fetched(post.body for post in listed)
    return [
        _entry(post, body, [row.tag.name for row in tagged[post.pk]], request)
        for post, body in zip(listed, shown, strict=True)
    ]


def _entry(post: Any, body: Any, tags: list[str], request: HttpRequest) -> Entry:
    url = post.get_full_url(request)
    context = {"page": post, "request": request}
    names = [category.name for category in post.get_categories()]
    notes = ", ".join(note.name for note in post.get_content_notes())
    warning = gettext("Content note: %(topics)s") % {"topics": notes} if notes else ""
    html = render_elsewhere(body, post.references, page_url=url, context=context)
    return Entry(
        id=lasting_id(post).urn,
        url=url,
        title=printable(post.title),
        summary=printable(". ".join(filter(None, [warning, post.get_excerpt()]))),
        html=printable(format_html("<p>{}</p>\n{}", warning, html) if warning else html),
        published_at=aware(post.first_published_at),
        # Atom demands one, and a post that a script added live has no date at all.
        updated_at=aware(post.last_published_at) or UNKNOWN,
        authors=[printable(author.name) for author in post.get_authors()],
        categories=_terms([*names, *tags]),
        picture=_picture(post, url),
    )


def lasting_id(page: Any, part: str = "") -> UUID:
    """Return what identifies a page in one language, or a part of it, whatever its address is."""
    return uuid5(page.translation_key, f"{page.locale_id}{part}")


def printable(text: str) -> str:
    """Return the text without characters that no XML may hold (XML 1.0 §2.2)."""
    return CONTROLS.sub("", text)


def _terms(names: Iterable[str]) -> list[str]:
    """Return the names of categories and tags, each once: "grief" may be both."""
    found: dict[str, str] = {}
    for name in map(printable, names):
        found.setdefault(name.casefold(), name)
    return list(found.values())


def aware(moment: datetime | None) -> datetime | None:
    # A host may have chosen USE_TZ = False.
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def _picture(post: Any, url: str) -> Picture | None:
    if post.lead_image is None:
        return None
    try:
        rendition = post.lead_image.get_rendition(IMAGE)
        size = rendition.file.size
    except OSError:
        return None
    mime_type = mimetypes.guess_type(rendition.file.name)[0] or "application/octet-stream"
    return Picture(urljoin(url, rendition.url), size, mime_type)
