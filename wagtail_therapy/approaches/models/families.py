from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

from wagtail_therapy.compat import api_field
from wagtail_therapy.content.mixins import LocaleSlugMixin


class ApproachFamily(LocaleSlugMixin, TranslatableMixin, index.Indexed, models.Model):
    """A group of approaches that come from the same ideas."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("For example: Psychodynamic therapies")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("What they have in common, in a sentence or two.")
    )
    sort_order = models.IntegerField(
        _("order"), default=0, help_text=_("Smaller numbers come first; equal ones by name.")
    )

    panels = ["name", "description", "sort_order", "slug"]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    api_fields = [api_field(name) for name in ("name", "slug", "description", "sort_order")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("family of approaches")
        verbose_name_plural = _("families of approaches")
        ordering = ["sort_order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="therapy_family_slug"),
        ]

    def __str__(self) -> str:
        return self.name
