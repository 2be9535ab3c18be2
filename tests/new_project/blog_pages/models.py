"""A host's own blog, where neither the newsletter nor the approaches are installed."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from wagtail_therapy.blog.mixins import (
    BlogIndexMixin,
    BlogPostMixin,
    PostAuthorMixin,
    PostCategoryMixin,
    PostTagMixin,
)


class Journal(BlogIndexMixin, Page):
    content_panels = Page.content_panels + BlogIndexMixin.content_panels
    search_fields = Page.search_fields + BlogIndexMixin.search_fields


class Entry(BlogPostMixin, Page):
    tags = ClusterTaggableManager(through="blog_pages.EntryTag", blank=True)

    content_panels = Page.content_panels + BlogPostMixin.content_panels
    search_fields = Page.search_fields + BlogPostMixin.search_fields


class EntryAuthor(PostAuthorMixin):
    page = ParentalKey(Entry, on_delete=models.CASCADE, related_name="post_authors")


class EntryCategory(PostCategoryMixin):
    page = ParentalKey(Entry, on_delete=models.CASCADE, related_name="post_categories")


class EntryTag(PostTagMixin):
    content_object = ParentalKey(Entry, on_delete=models.CASCADE, related_name="post_tags")
