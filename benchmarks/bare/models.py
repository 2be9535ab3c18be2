"""The least that Wagtail needs to show the same posts: what the figures of the blog are held to."""

from django.core.paginator import Paginator
from django.db import models
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.pages.blocks import PageBodyBlock


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
