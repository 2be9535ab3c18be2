"""The newest posts, as a block for bodies and sidebars."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_therapy.content.caching import cached_html
from wagtail_therapy.content.streamfield import text_blocks

from .post_links import LinkedPosts, newest_post_ids

CONTEXT_KEY = "_wagtail_therapy_recent_posts"
CATEGORY_MODEL = "wagtail_therapy_blog.Category"


class RecentPostsBlock(blocks.StructBlock):
    heading = text_blocks.CharBlock(
        label=_("Heading"), required=False, max_length=120, default=_("Recent posts")
    )
    number = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=20, default=5)
    category = SnippetChooserBlock(
        CATEGORY_MODEL,
        label=_("Only from this category"),
        required=False,
        help_text=_("If the category is deleted, the newest of all posts are shown."),
    )

    class Meta:
        is_for_pages_only = True
        icon = "doc-full-inverse"
        label = _("Recent posts")
        group = _("Blog")
        description = _("Links to the newest posts, from all categories or one")
        template = "wagtail_therapy/blog/blocks/recent_posts.html"
        preview_template = "wagtail_therapy/blog/preview/recent_posts.html"
        preview_value = {"heading": _("Recent posts"), "number": 3}

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        context = context or {}
        page = context.get("page")
        if page is None or page.pk is None:
            return self._html(value, context)
        chosen = repr(self.get_prep_value(value))
        key = (self.meta.template, page.pk, page.alias_of_id, page.locale_id, chosen)
        return cached_html(key, lambda: self._html(value, context), context.get("request"))

    def _html(self, value: Any, context: dict[str, Any]) -> SafeString:
        return super().render(value, context | {CONTEXT_KEY: _recent_posts(value, context)})

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"recent_posts": context.get(CONTEXT_KEY, [])}


def prefetch_recent_posts(stream: Any, page: Any, request: HttpRequest) -> None:
    """Fetch the posts in a stream's blocks together with all others that the page links to."""
    for child in stream:
        if isinstance(child.block, RecentPostsBlock):
            keys = _recent_post_ids(child.value, page, request)
            LinkedPosts.for_request(request, page.locale_id).add(keys)


def _recent_posts(value: Any, context: dict[str, Any]) -> list[Any]:
    page, request = context.get("page"), context.get("request")
    keys = _recent_post_ids(value, page, request) if page else []
    return LinkedPosts.for_request(request, page.locale_id).public(keys) if page and keys else []


def _recent_post_ids(value: Any, page: Any, request: HttpRequest | None) -> list[int]:
    site = _site(request, page)
    if site is None:
        return []
    number = value.get("number") or 5
    # One more: the page itself may be one of them.
    keys = newest_post_ids(site, page.locale_id, number + 1, value.get("category"), request)
    return [key for key in keys if key not in (page.pk, page.alias_of_id)][:number]


def _site(request: HttpRequest | None, page: Any) -> Site | None:
    if page is None:
        return None
    # Feeds and emails have no visitor.
    return Site.find_for_request(request) if request else page.get_site()
