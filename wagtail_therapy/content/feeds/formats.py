"""RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, written by Django's feed generator where it can."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.templatetags.static import static
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
)
from django.utils.html import escape

from wagtail_therapy.content.metadata.meta_tags import FeedLink

from .entries import FeedEntry

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
# https://www.rssboard.org/media-rss
MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}


@dataclass(frozen=True)
class Channel:
    """The metadata of a feed."""

    title: str
    description: str
    # Permanent, as an entry's.
    id: str
    # The URLs of the page and of the feed.
    url: str
    feed_url: str
    language: str
    # When the page last changed.
    changed_at: datetime
    # Atom requires an author if an entry has none (RFC 4287 §4.1.1).
    publisher: str


class DatedFeed(SyndicationFeed):
    """A feed with a fixed date if it is empty, so that its text stays the same."""

    def latest_post_date(self) -> datetime:
        # Django would use the current time.
        return super().latest_post_date() if self.items else self.feed["changed_at"]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        # Not an enclosure: podcast apps would show the entry as an episode.
        if picture := item["picture"]:
            size = {"type": picture.mime_type, "fileSize": str(picture.bytes)}
            about = {"url": picture.url, "medium": "image"} | size
            handler.addQuickElement("media:content", "", about | MEDIA)


class FullTextRssFeed(DatedFeed, Rss201rev2Feed):
    """RSS with full texts, and authors without the email address that RSS requires."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:content": CONTENT}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        for name in item["names"]:
            handler.addQuickElement("dc:creator", name, {"xmlns:dc": DUBLIN_CORE})


class FullTextAtomFeed(DatedFeed, Atom1Feed):
    """Atom with full texts as well as summaries."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        for name in item["names"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


class FeedFormat(NamedTuple):
    name: str
    mime_type: str
    # Below the URL of the page.
    path: str
    write: Callable[[Channel, list[FeedEntry]], str]


def as_rss(channel: Channel, entries: list[FeedEntry]) -> str:
    return _as_xml(FullTextRssFeed, channel, entries)


def as_atom(channel: Channel, entries: list[FeedEntry]) -> str:
    return _as_xml(FullTextAtomFeed, channel, entries)


def as_json(channel: Channel, entries: list[FeedEntry]) -> str:
    """Return a JSON Feed: https://www.jsonfeed.org/version/1.1/."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": channel.feed_url,
        "description": channel.description,
        "language": channel.language,
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(_without_blanks(feed), ensure_ascii=False)


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    return _without_blanks(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            # Required, so it can't be empty.
            "content_html": entry.html or " ",
            "summary": entry.summary,
            "image": entry.picture.url if entry.picture else "",
            "date_published": entry.published_at.isoformat() if entry.published_at else "",
            "date_modified": entry.updated_at.isoformat() if entry.updated_at else "",
            "authors": [{"name": name} for name in entry.authors],
            "tags": entry.categories,
        }
    )


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [])} | (
        {"items": values["items"]} if "items" in values else {}
    )


def _as_xml(feed_class: type[SyndicationFeed], channel: Channel, entries: list[FeedEntry]) -> str:
    feed = feed_class(
        title=channel.title,
        link=channel.url,
        # RSS requires a description. In Atom it would only repeat the title.
        description=channel.description or channel.title,
        subtitle=channel.description or None,
        language=channel.language,
        feed_url=channel.feed_url,
        feed_guid=channel.id,
        changed_at=channel.changed_at,
        author_name=channel.publisher,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            # Feed readers treat it as HTML.
            description=escape(entry.summary) or None,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            categories=entry.categories,
            picture=entry.picture,
            names=entry.authors,
            content=entry.html,
        )
    return _with_stylesheet(feed.writeString("utf-8"))


def _with_stylesheet(xml: str) -> str:
    """Return a feed that browsers show as a list. Django has this for RSS only."""
    declaration, end, rest = xml.partition("?>")
    url = escape(static("wagtail_therapy/feed.css"))
    return f'{declaration}{end}\n<?xml-stylesheet type="text/css" href="{url}"?>{rest}'


RSS = FeedFormat("RSS", Rss201rev2Feed.content_type.partition(";")[0], "feed/", as_rss)
ATOM = FeedFormat("Atom", Atom1Feed.content_type.partition(";")[0], "feed/atom/", as_atom)
JSON = FeedFormat("JSON Feed", "application/feed+json", "feed/json/", as_json)
FORMATS = [RSS, ATOM, JSON]


def feed_links(title: str, url: str) -> tuple[FeedLink, ...]:
    """Return the links to the feeds of a page, by its absolute URL, for its head."""
    base = url.rstrip("/")
    return tuple(
        FeedLink(f"{title} ({one.name})", one.mime_type, f"{base}/{one.path}") for one in FORMATS
    )
