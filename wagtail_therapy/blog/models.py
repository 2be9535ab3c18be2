from django.core.exceptions import ValidationError
from django.db import models
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
