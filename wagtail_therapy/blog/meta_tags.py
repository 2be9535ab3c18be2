"""Posts as previews of links show them."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.content.feeds.formats import feed_links
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, PageMeta

ARCHIVES_WITH_FEEDS = ("category", "tag", "author")


def post_meta(post: Any, meta: PageMeta) -> PageMeta:
    """Return what the page of a post says, as that of an article with its dates and authors."""
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
    """Return what one page of a list says: of an archive, or of the blog without one.

    The feeds of an archive come before those of the whole blog. What is empty is not indexed.
    """
    feeds = feed_links(meta.title, meta.canonical)
    if archive is None:
        return replace(meta.for_page(shown.number), feeds=feeds)
    address = _below(meta.canonical, archive.path)
    is_followed = archive.kind in ARCHIVES_WITH_FEEDS
    own = feed_links(f"{meta.title}: {archive.title}", address) if is_followed else ()
    moved = replace(
        meta.moved_to(address),
        title=f"{archive.heading} – {meta.title}",
        description=" ".join(archive.description.split()) or _in_blog(archive, meta),
        robots="" if archive.is_indexed and shown.object_list else NOINDEX,
        feeds=(*own, *feeds),
    )
    return moved.for_page(shown.number)


def _in_blog(archive: Any, meta: PageMeta) -> str:
    names = {"posts": archive.heading, "blog": meta.title}
    return _("%(posts)s, in the blog “%(blog)s”") % names


def _below(address: str, path: str) -> str:
    return f"{address.rstrip('/')}/{path}"
