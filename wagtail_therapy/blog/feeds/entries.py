"""Posts as they are told in a feed: whole, and with addresses that hold anywhere."""

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.db.models import prefetch_related_objects

from wagtail_therapy.blog import posts
from wagtail_therapy.blog.listings import for_cards, rows_of
from wagtail_therapy.content import bodies

NUMBER = 20
IMAGE = "max-1200x1200"
ADDRESSES = ("href", "src", "poster")
# Nothing in these can be used, or may be run, in a feed reader.
USELESS = ["script", "style", "form", "button", "template"]


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
    context = {"page": post, "request": request, "is_feed": True}
    names = [category.name for category in post.get_categories()]
    return Entry(
        url=url,
        title=post.title,
        summary=post.get_excerpt(),
        html=absolute(bodies.for_elsewhere(body, context), url),
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


def absolute(html: str, url: str) -> str:
    """Return the HTML without what works on a page only, every address in it beginning at https."""
    soup = BeautifulSoup(html, "html.parser")
    for useless in soup(USELESS):
        useless.decompose()
    for name in ADDRESSES:
        for tag in soup.select(f"[{name}]"):
            tag[name] = urljoin(url, str(tag[name]))
    for tag in soup.select("[srcset]"):
        sources = str(tag["srcset"]).split(",")
        tag["srcset"] = ", ".join(_absolute_source(source, url) for source in sources)
    return str(soup).strip()


def _absolute_source(source: str, url: str) -> str:
    address, *size = source.split()
    return " ".join([urljoin(url, address), *size])
