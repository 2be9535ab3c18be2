import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.images import get_image_model_string
from wagtail.search import index

from wagtail_therapy.authors.blocks import AUTHOR_MODEL, authors_with_bio
from wagtail_therapy.authors.bylines import byline
from wagtail_therapy.blog.archives import RESERVED_SLUGS
from wagtail_therapy.blog.authored import AuthoredMixin
from wagtail_therapy.blog.blocks import BlogBodyBlock, ChosenPostsBlock
from wagtail_therapy.blog.mixins.index import BlogIndexMixin
from wagtail_therapy.blog.neighbours import Neighbours
from wagtail_therapy.content.excerpts import opening_words
from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.translations import in_locale


class BlogPostMixin(AuthoredMixin, TherapyPageMixin):
    """A post with authors, which can't be live without one.

    Mix it in before the host's page class, add the panels and search fields of both, and
    subclasses of ``PostAuthorMixin``, ``PostCategoryMixin`` and ``PostTagMixin``.

    Its date of publication is Wagtail's ``first_published_at``, which an editor or an import may
    set.
    """

    fallback_template = "wagtail_therapy/blog/post.html"

    excerpt = models.TextField(
        _("excerpt"),
        blank=True,
        help_text=_("What lists and mails show of the post. When empty, its first words."),
    )
    # The first words of the body, kept so that a list need not read ten bodies.
    opening = models.TextField(blank=True, editable=False)
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown above the post, in lists, and where somebody shares the post."),
    )
    lead_image_alt = models.CharField(
        _("what the image shows"),
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see it. Leave it empty only if it merely decorates."),
    )
    lead_image_caption = models.CharField(_("caption"), max_length=500, blank=True)
    body = TherapyStreamField(BlogBodyBlock(), verbose_name=_("body"), blank=True)
    related_reading = TherapyStreamField(
        ChosenPostsBlock(),
        verbose_name=_("further reading"),
        blank=True,
        help_text=_("Shown under the post. When empty, posts with the same categories and tags."),
    )
    updated_date = models.DateField(
        _("updated on"),
        null=True,
        blank=True,
        help_text=_("When what it says last changed. Mending a typo is no update."),
    )
    reviewed_date = models.DateField(
        _("reviewed on"),
        null=True,
        blank=True,
        help_text=_("When somebody last checked that all of it still holds."),
    )
    reviewed_by = models.ForeignKey(
        AUTHOR_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        MultipleChooserPanel(
            "post_authors",
            chooser_field_name="author",
            heading=_("Authors"),
            label=_("Author"),
            min_num=1,
        ),
        MultiFieldPanel(
            ["lead_image", "lead_image_alt", "lead_image_caption"], heading=_("Lead image")
        ),
        FieldPanel("body"),
        FieldPanel("excerpt"),
        MultipleChooserPanel(
            "post_categories",
            chooser_field_name="category",
            heading=_("Categories"),
            label=_("Category"),
        ),
        FieldPanel("tags"),
        FieldPanel("related_reading"),
        MultiFieldPanel(
            [
                FieldPanel(
                    "first_published_at",
                    heading=_("Published on"),
                    help_text=_(
                        "Filled in when you publish. Set it for a post that appeared earlier."
                    ),
                ),
                "updated_date",
                "reviewed_date",
                "reviewed_by",
            ],
            heading=_("Dates"),
        ),
    ]
    search_fields = [
        index.SearchField("excerpt"),
        index.SearchField("body"),
        index.RelatedFields(
            "post_authors", [index.RelatedFields("author", [index.SearchField("name")])]
        ),
    ]

    class Meta:
        abstract = True

    def clean(self):
        """:raises ValidationError: the date of publication is to come, or the slug is taken."""
        super().clean()
        errors = {}
        if self.first_published_at and self.first_published_at > timezone.now():
            errors["first_published_at"] = _(
                "This date is in the future. To publish later, set a schedule instead."
            )
        if re.fullmatch(RESERVED_SLUGS, self.slug or ""):
            errors["slug"] = _("The blog uses this address itself. Choose another.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        self.opening = opening_words(self.body)
        super().save(*args, **kwargs)

    def get_blog(self):
        """Return the blog that the post lies in, or None where its host keeps it elsewhere."""
        parent = self.get_parent()
        # A preview of a new post has no place in the tree yet.
        blog = parent.specific if parent else None
        return blog if isinstance(blog, BlogIndexMixin) else None

    def get_authors(self):
        """Return the authors in their order, in the post's language where they are translated.

        They include those whose bio is not published: somebody wrote the post.
        """
        if hasattr(self, "listed_authors"):
            return self.listed_authors
        authors = [row.author for row in self.post_authors.all() if row.author_id]
        return in_locale(authors, self.locale_id)

    def get_bio_authors(self):
        """Return the authors to present under the post: published, and not in the body already."""
        placed = authors_with_bio(self.body)
        authors = self.get_authors()
        return [one for one in authors if one.live and one.translation_key not in placed]

    def get_categories(self):
        """Return the categories in their order, in the post's language where translated."""
        if hasattr(self, "listed_categories"):
            return self.listed_categories
        rows = self.post_categories.select_related("category")
        return in_locale([row.category for row in rows if row.category_id], self.locale_id)

    def get_tags(self):
        return list(self.tags.all())

    def get_excerpt(self):
        """Return plain text: the written excerpt, else the description, else the first words."""
        # A host's own base page may have no search_description.
        written = self.excerpt.strip() or getattr(self, "search_description", "").strip()
        return " ".join(written.split()) or self.opening or opening_words(self.body)

    def get_mail_content(self):
        """Return the plain texts that a mail about the post is made of."""
        authors = byline(self.get_authors())
        return {"title": self.title, "excerpt": self.get_excerpt(), "byline": authors}

    def get_context(self, request, *args, **kwargs):
        blog = self.get_blog()
        return super().get_context(request, *args, **kwargs) | {
            "blog": blog,
            "authors": self.get_authors(),
            "bio_authors": self.get_bio_authors(),
            "categories": self.get_categories(),
            "tags": self.get_tags(),
            "neighbours": Neighbours(self, blog),
        }
