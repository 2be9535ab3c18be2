from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_therapy.authors.blocks import AuthorBioBlock, authors_with_bio
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog import querysets
from wagtail_therapy.blog.archived_comments.display import shown_below
from wagtail_therapy.blog.cards import EAGER_CARDS, cards_html
from wagtail_therapy.blog.mixins import BlogIndexMixin
from wagtail_therapy.content.caching import cached_html
from wagtail_therapy.content.fields import block_types, is_kept_block
from wagtail_therapy.content.mixins import TherapyPageMixin

register = template.Library()

MAX_POSTS = 5
CACHE_ATTRIBUTE = "_wagtail_therapy_blog_addresses"

# Plain links: these companies only learn about readers who follow one.
SHARE_LINKS = [
    ("Facebook", "https://www.facebook.com/sharer/sharer.php", "u"),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", "url"),
    ("WhatsApp", "https://wa.me/", "text"),
    ("Bluesky", "https://bsky.app/intent/compose", "text"),
]


@register.simple_tag(takes_context=True)
def post_cards(
    context: Context,
    posts: Any,
    is_pinned: bool = False,
    layout: str = "",
    start: int = EAGER_CARDS,
) -> SafeString:
    """Return the cards of public posts as HTML; see ``cards_html``."""
    return cards_html(context, posts, is_pinned, layout, start)


@register.simple_tag(takes_context=True)
def archive_url(context: Context, blog: Any, name: str, *args: str) -> str:
    """Return the URL of an archive or feed of the blog, or "" without a blog."""
    if not blog:
        return ""
    # The cards of a list repeat the same few categories.
    known = _cached_urls(context)
    key = (blog.pk, name, args)
    if key not in known:
        known[key] = blog_url(context, blog, blog.reverse_subpage(name, args=args))
    return known[key]


@register.simple_tag(takes_context=True)
def blog_url(context: Context, blog: Any, path: str) -> str:
    """Return the URL of a path below the blog."""
    known = _cached_urls(context)
    if blog.pk not in known:
        known[blog.pk] = blog.address_of("", context.get("request"))
    return known[blog.pk] + path


def _cached_urls(context: Context) -> dict[Any, str]:
    """Return the URLs that were found during this request, or an empty dictionary without one."""
    request = context.get("request")
    if not hasattr(request, CACHE_ATTRIBUTE) and request is not None:
        setattr(request, CACHE_ATTRIBUTE, {})
    return getattr(request, CACHE_ATTRIBUTE, {})


@register.simple_tag(takes_context=True)
def sidebar(context: Context, blog: Any, without: str = "") -> str:
    """Render the blocks of the blog's sidebar that the page itself doesn't show, or nothing.

    A search page has the search field itself, and a post the bios of its authors. Neighbours that
    are the same for all visitors come from the cache together.
    """
    if not blog:
        return ""
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


@register.simple_tag(takes_context=True)
def share_links(context: Context, page: Any) -> list[tuple[str, str]]:
    """Return links for sharing the page, as pairs of a name and a URL."""
    address = page.get_full_url(context.get("request")) or ""
    mail = f"mailto:?subject={quote(page.title)}&body={quote(address)}"
    links = [(name, f"{where}?{urlencode({key: address})}") for name, where, key in SHARE_LINKS]
    return [(_("Email"), mail), *links]


@register.simple_tag(takes_context=True)
def archived_comments(context: Context, post: Any) -> str:
    """Render the comments that a post had on an old site, or nothing."""
    return shown_below(post, context)


@register.inclusion_tag("wagtail_therapy/blog/author_posts.html", takes_context=True)
def author_posts(context: Context, author: Author) -> dict[str, Any]:
    """Render an author's newest posts on this site, or nothing if there are none."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    listed = querysets.listed_posts_on(site, author.locale_id) if site else None
    found = list(querysets.by_author(listed, author)[:MAX_POSTS]) if site and author.pk else []
    parent = found[0].get_parent().specific if found else None
    blog = parent if isinstance(parent, BlogIndexMixin) else None
    return {"recent_posts": found, "blog": blog, "author": author, "request": request}
