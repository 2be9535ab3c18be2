"""The blocks beside the posts of a blog, as HTML."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from wagtail_therapy.authors.blocks import AuthorBioBlock, authors_with_bio
from wagtail_therapy.content.caching import cached_html
from wagtail_therapy.content.kept_bodies import is_kept_block
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.streamfield.values import block_types


def sidebar_html(context: Context, blog: Any, without: str = "") -> SafeString:
    """Return the blocks of the blog's sidebar that the page itself doesn't show, or "".

    A search page has the search field itself, and a post the bios of its authors. Neighbours that
    are the same for all visitors come from the cache together.
    """
    archive = context.get("archive")
    left_out = (without, archive.kind if archive else "")
    types = block_types(blog.sidebar)
    places = [place for place, name in enumerate(types) if name not in left_out]
    blocks = blog.sidebar.stream_block.child_blocks
    together = groupby(places, key=lambda place: is_kept_block(blocks[types[place]]))
    parts = [_part(context, blog, is_kept, [*group], left_out) for is_kept, group in together]
    return mark_safe("".join(parts).strip())  # noqa: S308 -- of safe strings


def _part(
    context: Context,
    blog: Any,
    is_kept: bool,
    places: list[int],
    left_out: tuple[str, ...],
) -> str:
    page, request = context.get("page"), context.get("request")

    def build() -> str:
        return "".join(_rendered(context, blog.sidebar, places))

    pages = [one for one in (blog, page) if isinstance(one, TherapyPageMixin)]
    if not (is_kept and len(pages) == 2 and all(one.is_kept(request) for one in pages)):
        return build()
    return cached_html(("sidebar", blog.pk, page.pk, *left_out, *places), build, request)


def _rendered(context: Context, sidebar: Any, places: Iterable[int]) -> Iterable[str]:
    for place in places:
        block = sidebar[place]
        if isinstance(block.block, AuthorBioBlock) and _has_bio(context, block):
            continue
        # Before Wagtail 8, blocks don't know their id.
        yield conditional_escape(block.render_as_block(context.flatten() | {"id": block.id}))


def _has_bio(context: Context, block: Any) -> bool:
    """Whether the page shows this bio itself."""
    shown = {author.translation_key for author in context.get("bio_authors") or []}
    if context.get("authors"):
        shown |= authors_with_bio(context["page"].body)
    return bool(shown & authors_with_bio([block]))
