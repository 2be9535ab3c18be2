"""A host's own approaches, where neither the newsletter nor the blog is installed."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from wagtail_therapy.approaches.mixins import (
    ApproachAuthorMixin,
    ApproachConcernMixin,
    ApproachIndexMixin,
    ApproachMixin,
    ApproachRecommendationMixin,
)


class Methods(ApproachIndexMixin, Page):
    content_panels = Page.content_panels + ApproachIndexMixin.content_panels
    search_fields = Page.search_fields + ApproachIndexMixin.search_fields


class Method(ApproachMixin, Page):
    content_panels = Page.content_panels + ApproachMixin.content_panels
    search_fields = Page.search_fields + ApproachMixin.search_fields


class MethodConcern(ApproachConcernMixin):
    page = ParentalKey(Method, on_delete=models.CASCADE, related_name="approach_concerns")


class MethodRecommendation(ApproachRecommendationMixin):
    page = ParentalKey(Method, on_delete=models.CASCADE, related_name="approach_recommendations")


class MethodAuthor(ApproachAuthorMixin):
    page = ParentalKey(Method, on_delete=models.CASCADE, related_name="approach_authors")
