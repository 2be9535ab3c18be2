"""The least that Wagtail needs to show the same pages: what our figures are held to."""

from django.core.paginator import Paginator
from django.db import models
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.pages.blocks import ApproachPageBodyBlock, PageBodyBlock

# As many as are compared of ours.
FACTS = [f"Fact {number}" for number in range(16)]
# As many as ours are narrowed by, besides concerns.
OPTIONS = [f"Option {number}" for number in range(18)]


class BareIndexPage(Page):
    template = "bare/index.html"

    def get_context(self, request, *args, **kwargs):
        found = BarePostPage.objects.child_of(self).live()
        if "category" in request.GET:
            found = found.filter(category=request.GET["category"])
        # Not one query for each image: no careful site would do that.
        found = found.select_related("lead_image").order_by("-first_published_at")
        if "q" in request.GET:
            found = found.search(request.GET["q"], operator="and", order_by_relevance=True)
        posts = Paginator(found, 10).page(request.GET.get("page", 1))
        return super().get_context(request, *args, **kwargs) | {"posts": posts}


class BarePostPage(Page):
    template = "bare/post.html"

    excerpt = models.TextField(blank=True)
    category = models.PositiveIntegerField(db_index=True)
    body = TherapyStreamField(PageBodyBlock(), blank=True)
    lead_image = models.ForeignKey(
        get_image_model_string(), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    search_fields = [*Page.search_fields, index.SearchField("excerpt"), index.SearchField("body")]


class BareApproachIndexPage(Page):
    template = "bare/approaches.html"

    def get_context(self, request, *args, **kwargs):
        # Not each body for a list: no careful site would do that.
        found = BareApproachPage.objects.child_of(self).live().defer_streamfields()
        found = found.order_by("title")
        concerns = Concern.objects.order_by("name")
        if "concern" in request.GET:
            found = found.filter(concerns__slug=request.GET["concern"])
        if "a" in request.GET:
            found = found.filter(slug__in=request.GET.getlist("a")).prefetch_related("concerns")
            named = {concern for approach in found for concern in approach.concerns.all()}
            concerns = sorted(named, key=lambda concern: concern.name)
        facts = "a" in request.GET and [
            (label, [one.facts[label] for one in found]) for label in FACTS
        ]
        shown = {"approaches": found, "concerns": concerns, "facts": facts, "options": OPTIONS}
        return super().get_context(request, *args, **kwargs) | shown

    def get_template(self, request, *args, **kwargs):
        return "bare/compare.html" if "a" in request.GET else self.template


class BareApproachPage(Page):
    template = "bare/approach.html"

    short_definition = models.TextField()
    family = models.CharField(max_length=100)
    # What sessions are like, by label.
    facts = models.JSONField(default=dict)
    body = TherapyStreamField(ApproachPageBodyBlock(), blank=True)
    concerns = models.ManyToManyField("wagtail_therapy_approaches.Concern", related_name="+")
