from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

from wagtail_therapy.compat import api_field


class ContentNote(TranslatableMixin, index.Indexed, models.Model):
    """A topic that some readers want to know of before they read, and may want to skip."""

    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("The topic in plain words, for example: suicide"),
    )
    text = models.CharField(
        _("text"),
        max_length=255,
        blank=True,
        help_text=_("What readers should know beyond the topic, if anything, in one sentence."),
    )

    panels = ["name", "text"]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("text"),
        index.FilterField("locale"),
    ]

    api_fields = [api_field("name"), api_field("text")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("content note")
        verbose_name_plural = _("content notes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
