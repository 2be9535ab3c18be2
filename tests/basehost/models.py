"""Page types of a host that has swapped Wagtail’s base page (Wagtail 8.0 and newer)."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.test.basepage.models import BasePage

from wagtail_therapy.approaches.mixins import (
    ApproachAuthorMixin,
    ApproachConcernMixin,
    ApproachIndexMixin,
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


class PeoplePage(TeamPageMixin, BasePage):
    content_panels = BasePage.content_panels + TeamPageMixin.content_panels
    search_fields = BasePage.search_fields + TeamPageMixin.search_fields


class Journal(BlogIndexMixin, BasePage):
    content_panels = BasePage.content_panels + BlogIndexMixin.content_panels
    search_fields = BasePage.search_fields + BlogIndexMixin.search_fields


class Entry(BlogPostMixin, BasePage):
    tags = ClusterTaggableManager(through="basehost.EntryTag", blank=True)

    content_panels = BasePage.content_panels + BlogPostMixin.content_panels
    search_fields = BasePage.search_fields + BlogPostMixin.search_fields


class EntryAuthor(PostAuthorMixin):
    page = ParentalKey(Entry, on_delete=models.CASCADE, related_name="post_authors")


class EntryCategory(PostCategoryMixin):
    page = ParentalKey(Entry, on_delete=models.CASCADE, related_name="post_categories")


class EntryTag(PostTagMixin):
    content_object = ParentalKey(Entry, on_delete=models.CASCADE, related_name="post_tags")


class Methods(ApproachIndexMixin, BasePage):
    content_panels = BasePage.content_panels + ApproachIndexMixin.content_panels
    search_fields = BasePage.search_fields + ApproachIndexMixin.search_fields


class Method(ApproachMixin, BasePage):
    content_panels = BasePage.content_panels + ApproachMixin.content_panels
    search_fields = BasePage.search_fields + ApproachMixin.search_fields


class MethodConcern(ApproachConcernMixin):
    page = ParentalKey(Method, on_delete=models.CASCADE, related_name="approach_concerns")


class MethodRecommendation(ApproachRecommendationMixin):
    page = ParentalKey(Method, on_delete=models.CASCADE, related_name="approach_recommendations")


class MethodAuthor(ApproachAuthorMixin):
    page = ParentalKey(Method, on_delete=models.CASCADE, related_name="approach_authors")
