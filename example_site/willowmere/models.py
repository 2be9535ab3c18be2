from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from wagtail_therapy.approaches.mixins import ApproachMixin
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.mixins import BlogPostMixin
from wagtail_therapy.content.blocks import BodyBlock
from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.newsletter.blocks import NewsletterDataBlock


class HomePage(Page):
    """The home page. wagtail-therapy has no page type for this."""

    tagline = models.CharField(max_length=255, blank=True)
    welcome = models.TextField(blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField("description of the picture", max_length=255, blank=True)

    max_count = 1
    content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("welcome"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
    ]

    def get_context(self, request, *args, **kwargs):
        readable = self.get_descendants().live().public()
        return super().get_context(request, *args, **kwargs) | {
            "authors": Author.objects.filter(live=True, locale=self.locale),
            "approaches": readable.type(ApproachMixin).order_by("title").specific(),
            "posts": readable.type(BlogPostMixin).order_by("-first_published_at").specific()[:3],
        }


class TextBodyBlock(BodyBlock):
    """The usual blocks, and one for the privacy page."""

    newsletter_data = NewsletterDataBlock()


class TextPage(TherapyPageMixin, Page):
    """A page of plain text, such as a policy, with our blocks and notices."""

    body = TherapyStreamField(TextBodyBlock(), blank=True)

    parent_page_types = ["willowmere.HomePage"]
    subpage_types = []
    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]


class DemoObject(models.Model):
    """An object that ``load_demo`` creates and updates, and ``remove_demo`` deletes.

    It is found by its key, not its name. So people may rename it, and their own objects with the
    same name are left alone.
    """

    key = models.CharField(max_length=100, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()

    def __str__(self):
        return self.key
