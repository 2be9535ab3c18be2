"""Metadata of posts and archives."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.content.feeds.formats import feed_links
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, PageMeta

ARCHIVES_WITH_FEEDS = ("category", "tag", "author")


def post_meta(post: Any, meta: PageMeta) -> PageMeta:
    """Return the metadata of a post: an article with dates and authors."""
    categories = post.get_categories()
    return replace(
        meta,
        og_type="article",
        description=meta.description or post.get_excerpt(),
        published_at=post.first_published_at,
        modified_at=post.modified_at,
        section=categories[0].name if categories else "",
        tags=tuple(tag.name for tag in post.get_tags()),
        authors=tuple(author.name for author in post.get_authors()),
    )


def list_meta(meta: PageMeta, archive: Any, shown: Any) -> PageMeta:
    """Return the metadata of one page of an archive, or of the blog if there is no archive.

    The feeds of an archive come before those of the blog. Empty archives are not indexed.
    """
    feeds = feed_links(meta.title, meta.canonical)
    if archive is None:
        return replace(meta.for_page(shown.number), feeds=feeds)
    address = _join(meta.canonical, archive.path)
    is_followed = archive.kind in ARCHIVES_WITH_FEEDS
    own = feed_links(f"{meta.title}: {archive.title}", address) if is_followed else ()
    moved = replace(
        meta.moved_to(address),
        title=f"{archive.heading} – {meta.title}",
        description=" ".join(archive.description.split()) or _archive_description(archive, meta),
        robots="" if archive.is_indexed and shown.paginator.count else NOINDEX,
        feeds=(*own, *feeds),
    )
    return moved.for_page(shown.number)


def _archive_description(archive: Any, meta: PageMeta) -> str:
    names = {"posts": archive.heading, "blog": meta.title}
    return _("%(posts)s, in the blog “%(blog)s”") % names


def _join(address: str, path: str) -> str:
    return f"{address.rstrip('/')}/{path}"
