from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet


@register_snippet
class Category(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField()

    def __str__(self):
        return self.name


class BlogIndexPage(Page):
    intro = RichTextField(blank=True)

    content_panels = [*Page.content_panels, "intro"]


class BlogPostTag(TaggedItemBase):
    content_object = ParentalKey(
        "blog.BlogPostPage", related_name="post_tags", on_delete=models.CASCADE
    )


class BlogPostPage(Page):
    body = RichTextField(blank=True)
    lead_image = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True
    )
    tags = ClusterTaggableManager(through=BlogPostTag, blank=True)

    content_panels = [*Page.content_panels, "body", "lead_image", "tags"]


class BlogPostAuthor(Orderable):
    page = ParentalKey(BlogPostPage, related_name="post_authors", on_delete=models.CASCADE)
    author = models.ForeignKey("authors.Author", on_delete=models.CASCADE)


class BlogPostCategory(Orderable):
    page = ParentalKey(BlogPostPage, related_name="post_categories", on_delete=models.CASCADE)
    category = models.ForeignKey(Category, on_delete=models.CASCADE)
