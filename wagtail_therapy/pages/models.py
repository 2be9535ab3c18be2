"""The page types. Hosts with their own base page or fields write their own with the mixins."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from wagtail_therapy.approaches.blocks import starting_body
from wagtail_therapy.approaches.mixins import (
    ApproachAuthorMixin,
    ApproachConcernMixin,
    ApproachIndexMixin,
    ApproachMixin,
    ApproachRecommendationMixin,
    ConcernsMixin,
)
from wagtail_therapy.authors.mixins import TeamPageMixin
from wagtail_therapy.blog.mixins import (
    SIDEBAR_HELP,
    BlogIndexMixin,
    BlogPostMixin,
    PostAuthorMixin,
    PostCategoryMixin,
    PostTagMixin,
)
from wagtail_therapy.content.fields import TherapyStreamField, block_types
from wagtail_therapy.newsletter.admin.previews import EmailPreviewMixin
from wagtail_therapy.pages.blocks import (
    ApproachPageBodyBlock,
    PageBodyBlock,
    PageSidebarBlock,
)


def parent_link() -> models.OneToOneField:
    """Return the link to Wagtail's page, without a reverse name such as ``page.blogindexpage``.

    The host may need that name: Wagtail's tutorial has a page type called BlogIndexPage, and Django
    doesn't start if two models use the same name.
    """
    return models.OneToOneField(Page, on_delete=models.CASCADE, parent_link=True, related_name="+")


class BlogIndexPage(BlogIndexMixin, Page):
    page_ptr = parent_link()
    template = "wagtail_therapy/pages/blog_index_page.html"
    subpage_types = ["wagtail_therapy_pages.BlogPostPage"]

    sidebar = TherapyStreamField(
        PageSidebarBlock(),
        verbose_name=_("beside the posts"),
        blank=True,
        help_text=SIDEBAR_HELP,
    )

    content_panels = Page.content_panels + BlogIndexMixin.content_panels
    search_fields = Page.search_fields + BlogIndexMixin.search_fields

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    @property
    def has_subscribe_form(self) -> bool:
        """Whether the sidebar has the form, so that it isn't shown below the posts."""
        return "subscribe_form" in block_types(self.sidebar)


class BlogPostPage(EmailPreviewMixin, ConcernsMixin, BlogPostMixin, Page):
    page_ptr = parent_link()
    template = "wagtail_therapy/pages/blog_post_page.html"
    parent_page_types = ["wagtail_therapy_pages.BlogIndexPage"]
    subpage_types: list[str] = []

    body = TherapyStreamField(PageBodyBlock(), verbose_name=_("body"), blank=True)
    tags = ClusterTaggableManager(
        through="wagtail_therapy_pages.BlogPostTag",
        related_name="+",
        verbose_name=_("tags"),
        blank=True,
    )

    content_panels = [
        *Page.content_panels,
        *BlogPostMixin.content_panels,
        ConcernsMixin.concerns_panel,
    ]
    search_fields = Page.search_fields + BlogPostMixin.search_fields
    api_fields = BlogPostMixin.api_fields + ConcernsMixin.concerns_api_fields

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    @property
    def has_subscribe_form(self) -> bool:
        """Whether the body has the form, so that it isn't shown below the post."""
        return "subscribe_form" in block_types(self.body)


class BlogPostAuthor(PostAuthorMixin):
    page = ParentalKey(BlogPostPage, related_name="post_authors", on_delete=models.CASCADE)

    class Meta(PostAuthorMixin.Meta):
        abstract = False
        verbose_name = _("author of a post")
        verbose_name_plural = _("authors of posts")


class BlogPostCategory(PostCategoryMixin):
    page = ParentalKey(BlogPostPage, related_name="post_categories", on_delete=models.CASCADE)

    class Meta(PostCategoryMixin.Meta):
        abstract = False
        verbose_name = _("category of a post")
        verbose_name_plural = _("categories of posts")


class BlogPostTag(PostTagMixin):
    content_object = ParentalKey(BlogPostPage, related_name="post_tags", on_delete=models.CASCADE)

    class Meta(PostTagMixin.Meta):
        abstract = False
        verbose_name = _("tag of a post")
        verbose_name_plural = _("tags of posts")


class ApproachIndexPage(ApproachIndexMixin, Page):
    page_ptr = parent_link()
    template = "wagtail_therapy/pages/approach_index_page.html"
    subpage_types = ["wagtail_therapy_pages.ApproachPage"]

    content_panels = Page.content_panels + ApproachIndexMixin.content_panels
    search_fields = Page.search_fields + ApproachIndexMixin.search_fields

    class Meta:
        verbose_name = _("list of approaches")
        verbose_name_plural = _("lists of approaches")


class ApproachPage(ApproachMixin, Page):
    page_ptr = parent_link()
    template = "wagtail_therapy/pages/approach_page.html"
    parent_page_types = ["wagtail_therapy_pages.ApproachIndexPage"]
    subpage_types: list[str] = []

    body = TherapyStreamField(
        ApproachPageBodyBlock(), verbose_name=_("body"), blank=True, default=starting_body
    )

    content_panels = Page.content_panels + ApproachMixin.content_panels
    search_fields = Page.search_fields + ApproachMixin.search_fields

    class Meta:
        verbose_name = _("approach")
        verbose_name_plural = _("approaches")


class ApproachConcern(ApproachConcernMixin):
    page = ParentalKey(ApproachPage, related_name="approach_concerns", on_delete=models.CASCADE)

    class Meta(ApproachConcernMixin.Meta):
        abstract = False
        verbose_name = _("concern of an approach")
        verbose_name_plural = _("concerns of approaches")


class ApproachRecommendation(ApproachRecommendationMixin):
    page = ParentalKey(
        ApproachPage, related_name="approach_recommendations", on_delete=models.CASCADE
    )

    class Meta(ApproachRecommendationMixin.Meta):
        abstract = False
        verbose_name = _("what a guideline says about an approach")
        verbose_name_plural = _("what guidelines say about approaches")


class ApproachAuthor(ApproachAuthorMixin):
    page = ParentalKey(ApproachPage, related_name="approach_authors", on_delete=models.CASCADE)

    class Meta(ApproachAuthorMixin.Meta):
        abstract = False
        verbose_name = _("author of an approach")
        verbose_name_plural = _("authors of approaches")


class TeamPage(TeamPageMixin, Page):
    page_ptr = parent_link()
    template = "wagtail_therapy/pages/team_page.html"
    profile_template = "wagtail_therapy/pages/team_profile.html"

    content_panels = Page.content_panels + TeamPageMixin.content_panels
    search_fields = Page.search_fields + TeamPageMixin.search_fields

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
