from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TaggedItemBase
from wagtail.models import Orderable

from wagtail_therapy.authors.blocks import AUTHOR_MODEL
from wagtail_therapy.blog.models import Category


class PostAuthorMixin(Orderable):
    """One author of a post.

    The concrete class adds ``page = ParentalKey(<its post type>, related_name="post_authors")``.
    """

    # Empty only in drafts: editors may save a row before they choose an author. Not PROTECT, with
    # which modelcluster can't open revisions that refer to a deleted row. See
    # authors.author_deletion.
    author = models.ForeignKey(
        AUTHOR_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = ["author"]

    class Meta(Orderable.Meta):
        abstract = True


class PostCategoryMixin(Orderable):
    """One category of a post.

    The concrete class adds ``page = ParentalKey(<its post type>, related_name="post_categories")``.
    """

    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = ["category"]

    class Meta(Orderable.Meta):
        abstract = True


class PostTagMixin(TaggedItemBase):
    """One tag of a post.

    The concrete class adds ``content_object = ParentalKey(<its post type>,
    related_name="post_tags")``, and the post type ``tags = ClusterTaggableManager(through=<it>)``.
    """

    class Meta:
        abstract = True
