"""Blocks for sidebars, and blocks that choose or list posts."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.authors.blocks import AuthorBioBlock, AuthoredBodyBlock
from wagtail_therapy.content.api.representations import page_representation
from wagtail_therapy.content.blocks import BLOCK_PREVIEW_TEMPLATE, CalloutBlock
from wagtail_therapy.content.caching import cached_html
from wagtail_therapy.content.streamfield import text_blocks

from . import querysets
from .counts import post_counts
from .post_lists.recent_posts import RecentPostsBlock


class PostChooserBlock(blocks.PageChooserBlock):
    """Chooses one post of any page type for posts."""

    @cached_property
    def target_models(self) -> list[Any]:
        return querysets.post_models()

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        return page_representation(value)


class ChosenPostsBlock(blocks.StreamBlock):
    """Posts that an editor chose, in order."""

    post = PostChooserBlock(label=_("Post"))


class WidgetBlock(blocks.StructBlock):
    """A part of the sidebar with a heading."""

    heading = text_blocks.CharBlock(label=_("Heading"), required=False, max_length=120)


class CachedWidgetBlock(WidgetBlock):
    """A part of the sidebar that takes long to render and is the same on all pages of a blog.

    Its HTML is cached, so its template must not depend on the visitor or the page.
    """

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        context = context or {}
        blog = context.get("blog")
        if blog is None:
            return super().render(value, context)
        request = context.get("request")
        key = (self.meta.template, blog.pk, blog.get_url(request), value.get("heading"))
        return cached_html(key, lambda: self._html(value, context), request)

    def _html(self, value: Any, context: dict[str, Any]) -> SafeString:
        return super().render(value, context)


class CategoriesBlock(CachedWidgetBlock):
    class Meta:
        icon = "tag"
        label = _("Categories")
        group = _("Blog")
        description = _("All categories with the number of their posts")
        template = "wagtail_therapy/blog/blocks/categories.html"
        preview_template = "wagtail_therapy/blog/preview/categories.html"
        preview_value = {"heading": _("Categories")}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        blog = context.get("blog")
        return context | {"counted": post_counts.by_category(blog) if blog else []}


class MonthsBlock(CachedWidgetBlock):
    class Meta:
        icon = "calendar-alt"
        label = _("Archive")
        group = _("Blog")
        description = _("All months with the number of their posts")
        template = "wagtail_therapy/blog/blocks/months.html"
        preview_template = "wagtail_therapy/blog/preview/months.html"
        preview_value = {"heading": _("Archive")}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        blog = context.get("blog")
        return context | {"counted": post_counts.by_month(blog) if blog else []}


class SearchBlock(WidgetBlock):
    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        context = context or {}
        blog, request = context.get("blog"), context.get("request")
        # Archives have a search form with the query.
        if blog is None or context.get("archive"):
            return super().render(value, context)
        key = (self.meta.template, blog.pk, blog.get_url(request), value.get("heading"))
        return cached_html((*key, context.get("id")), lambda: self._html(value, context), request)

    def _html(self, value: Any, context: dict[str, Any]) -> SafeString:
        return super().render(value, context)

    class Meta:
        icon = "search"
        label = _("Search")
        group = _("Blog")
        description = _("A field to search the blog")
        template = "wagtail_therapy/blog/blocks/search.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {"heading": _("Search the blog")}


class FollowBlock(blocks.StructBlock):
    NETWORKS = [
        ("facebook", "Facebook"),
        ("instagram", "Instagram"),
        ("linkedin", "LinkedIn"),
        ("youtube", "YouTube"),
        ("mastodon", "Mastodon"),
        ("bluesky", "Bluesky"),
        ("rss", "RSS"),
    ]

    heading = text_blocks.CharBlock(
        label=_("Heading"), required=False, max_length=120, default=_("Follow us")
    )
    links = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "network",
                    blocks.ChoiceBlock(
                        label=_("Where"), choices=[("", _("Choose one")), *NETWORKS]
                    ),
                ),
                ("url", blocks.URLBlock(label=_("Web address"))),
            ],
            label=_("Link"),
        ),
        label=_("Links"),
    )

    class Meta:
        icon = "group"
        label = _("Follow us")
        group = _("Practice")
        description = _("Plain links to you elsewhere. Those sites don’t learn who reads here.")
        template = "wagtail_therapy/blog/blocks/follow.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "heading": _("Follow us"),
            "links": [{"network": "mastodon", "url": "https://social.example/@willowmere"}],
        }

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        key = (self.meta.template, repr(self.get_prep_value(value)))
        context = context or {}
        return cached_html(key, lambda: self._html(value, context), context.get("request"))

    def _html(self, value: Any, context: dict[str, Any]) -> SafeString:
        return super().render(value, context)

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        names = dict(self.NETWORKS)
        links = [dict(link) | {"name": names.get(link.get("network"))} for link in value["links"]]
        return context | {"links": [one for one in links if one["name"] and one.get("url")]}


class SidebarBlock(blocks.StreamBlock):
    """The sidebar of a blog."""

    callout = CalloutBlock()
    author_bio = AuthorBioBlock()
    recent_posts = RecentPostsBlock()
    categories = CategoriesBlock()
    months = MonthsBlock()
    search = SearchBlock()
    follow = FollowBlock()


class BlogBodyBlock(AuthoredBodyBlock):
    """The body of a post: all blocks of ``AuthoredBodyBlock``, and recent posts."""

    recent_posts = RecentPostsBlock()
