from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from wagtail_therapy.approaches.compare.facts import FactRow
from wagtail_therapy.approaches.mixins import (
    ApproachAuthorMixin,
    ApproachConcernMixin,
    ApproachMixin,
    ApproachRecommendationMixin,
)
from wagtail_therapy.authors.mixins import TeamPageMixin
from wagtail_therapy.blog.mixins import (
    BlogIndexMixin,
    BlogPostMixin,
    PostAuthorMixin,
    PostCategoryMixin,
    PostTagMixin,
)
from wagtail_therapy.content.blocks import BodyBlock
from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.wordpress_import.mixins import ImportedPageMixin


class HomePage(Page):
    template = "testapp/home_page.html"


class InfoPage(ImportedPageMixin, Page):
    """The host's own page for what isn't a post, which pages of WordPress become."""

    text = TherapyStreamField(BodyBlock(), blank=True)
    imported_body = "text"

    content_panels = [*Page.content_panels, "text"]


class JournalPage(BlogIndexMixin, Page):
    content_panels = Page.content_panels + BlogIndexMixin.content_panels
    search_fields = Page.search_fields + BlogIndexMixin.search_fields


class JournalEntry(BlogPostMixin, Page):
    """The host's own post: a field of its own, our template, mailed like ours."""

    weather = models.CharField(max_length=50, blank=True)
    tags = ClusterTaggableManager(through="testapp.JournalEntryTag", blank=True)

    content_panels = [*Page.content_panels, "weather", *BlogPostMixin.content_panels]
    search_fields = Page.search_fields + BlogPostMixin.search_fields


class JournalEntryAuthor(PostAuthorMixin):
    page = ParentalKey(JournalEntry, on_delete=models.CASCADE, related_name="post_authors")


class JournalEntryCategory(PostCategoryMixin):
    page = ParentalKey(JournalEntry, on_delete=models.CASCADE, related_name="post_categories")


class JournalEntryTag(PostTagMixin):
    content_object = ParentalKey(JournalEntry, on_delete=models.CASCADE, related_name="post_tags")


class MethodPage(ApproachMixin, Page):
    """The host's own approach, with a template, a field and a row to compare by of its own."""

    template = "testapp/method_page.html"
    compare_rows = [*ApproachMixin.compare_rows, FactRow("fee_note", _("Fees"))]

    fee_note = models.CharField(_("fees"), max_length=100, blank=True)

    content_panels = [*Page.content_panels, *ApproachMixin.content_panels, "fee_note"]
    search_fields = Page.search_fields + ApproachMixin.search_fields


class MethodConcern(ApproachConcernMixin):
    page = ParentalKey(MethodPage, on_delete=models.CASCADE, related_name="approach_concerns")


class MethodRecommendation(ApproachRecommendationMixin):
    page = ParentalKey(
        MethodPage, on_delete=models.CASCADE, related_name="approach_recommendations"
    )


class MethodAuthor(ApproachAuthorMixin):
    page = ParentalKey(MethodPage, on_delete=models.CASCADE, related_name="approach_authors")


class PeoplePage(TeamPageMixin, Page):
    """The host's own team page, with our templates."""

    content_panels = Page.content_panels + TeamPageMixin.content_panels
    search_fields = Page.search_fields + TeamPageMixin.search_fields
