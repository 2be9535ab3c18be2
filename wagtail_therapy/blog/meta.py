"""Posts as previews of links show them."""

from dataclasses import replace
from typing import Any

from wagtail_therapy.content.meta import PageMeta


def post_meta(post: Any, meta: PageMeta) -> PageMeta:
    """Return what the page of a post says, as that of an article with its dates and authors."""
    categories = post.get_categories()
    return replace(
        meta,
        og_type="article",
        description=meta.description or post.get_excerpt(),
        published_at=post.first_published_at,
        modified_at=post.updated_date or post.first_published_at,
        section=categories[0].name if categories else "",
        tags=tuple(tag.name for tag in post.get_tags()),
        authors=tuple(author.name for author in post.get_authors()),
    )
