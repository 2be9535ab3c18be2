import swapper
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

from wagtail_therapy.authors.mixins.authored import AuthoredPageMixin
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.mixins import LocaleSlugMixin


class Category(LocaleSlugMixin, TranslatableMixin, index.Indexed, models.Model):
    """A topic of posts. Categories may have subcategories."""

    name = models.CharField(_("name"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        help_text=_("Leave it empty for a top-level category."),
    )

    panels = ["name", "parent", "description", "slug"]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    api_fields = [api_field(name) for name in ("name", "slug", "description", "parent")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="therapy_category_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """:raises ValidationError: the category would be its own subcategory."""
        super().clean()
        if self.pk and self.pk in self._ancestor_ids():
            raise ValidationError({"parent": _("A category can’t be inside itself.")})

    def _ancestor_ids(self) -> set[int]:
        seen = set()
        parent = self.parent
        while parent and parent.pk not in seen:
            seen.add(parent.pk)
            parent = parent.parent
        return seen


class AuthoredPostMixin(AuthoredPageMixin):
    """What marks a page type as one for posts: its authors are its ``post_authors``."""

    authors_relation = "post_authors"
    no_author_message = _("A post can’t be published without an author.")

    class Meta:
        abstract = True


class ArchivedComment(models.Model):
    """A comment that readers could see below a post of an old site. No one can add others.

    Its author's address, network and web address are never stored. ``archived_comments.store()``
    writes the rows, and ``archived_comments.erase()`` deletes them.
    """

    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("post"),
    )
    # Of the comment on its old site, whose name is part of it.
    key = models.CharField(max_length=255)
    # Not a foreign key: the parent may have been hidden there, or be erased here.
    parent_key = models.CharField(max_length=255, blank=True)
    # As shown. Empty for people who gave none, or an address in its place.
    name = models.CharField(_("name"), max_length=100, blank=True)
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"), null=True)
    is_by_author = models.BooleanField(_("by the author of the post"), default=False)

    # A person's words aren't a use of the post, and stay out of Wagtail's lists of uses.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment from an old site")
        verbose_name_plural = _("comments from an old site")
        default_permissions = ()
        ordering = [models.F("written_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="therapy_archived_comment"),
        ]

    def __str__(self) -> str:
        return gettext("Comment %d") % self.pk

    @property
    def shown_name(self) -> str:
        """The name, or a word for a person without one."""
        return self.name or gettext("A reader")


class ErasedComment(models.Model):
    """Keeps an erased comment from coming back with the next import. Has no text and no name."""

    key = models.CharField(max_length=255, unique=True)
    erased_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("erased comment")
        verbose_name_plural = _("erased comments")
        default_permissions = ()

    def __str__(self) -> str:
        return gettext("Erased comment %d") % self.pk


class CountedBlog(models.Model):
    """A blog whose posts have been counted, and until when that holds.

    ``recounting`` writes the rows. If a blog has none, or one that doesn't hold, ``post_counts``
    counts the posts themselves.
    """

    blog = models.OneToOneField(
        swapper.get_model_name("wagtailcore", "Page"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    # Months begin at its midnights.
    time_zone = models.CharField(max_length=100, blank=True)
    # A post with a date in the future is public from then on.
    valid_until = models.DateTimeField(null=True)
    counted_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Blog {self.pk}"


class PostCount(models.Model):
    """The number of all posts of a blog, or of those of a month, category, author or tag."""

    class Kind(models.TextChoices):
        ALL = "all"
        MONTH = "month"
        CATEGORY = "category"
        AUTHOR = "author"
        TAG = "tag"

    blog = models.ForeignKey(CountedBlog, on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField(max_length=10, choices=Kind)
    # 2026-03, the id of a category or tag, or the translation key of an author.
    key = models.CharField(max_length=36, blank=True)
    number = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["blog", "kind", "key"], name="therapy_post_count"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class UncountedChange(models.Model):
    """A change to a blog's posts that its counts don't include yet.

    It is added in the transaction of the change. Adding a row waits for no one, as changing one
    would: two people may publish at once.
    """

    # Unchecked, because the change may be that the blog is deleted.
    blog = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
    )

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Change {self.pk}"
