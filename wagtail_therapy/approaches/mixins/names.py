import re

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.fields import INLINE_FEATURES, TherapyRichTextField
from wagtail_therapy.content.translations import distinct_in_locale

NAME_SEPARATOR = re.compile(r"[,;\n]")
DEFINITION_LENGTH = 320


class NamesMixin(models.Model):
    """The names, short definition and families of an approach."""

    heading = models.CharField(
        _("heading"),
        max_length=255,
        blank=True,
        help_text=_("For example: What is psychodynamic therapy? Leave it empty to use the title."),
    )
    abbreviation = models.CharField(
        _("abbreviation"), max_length=20, blank=True, help_text=_("For example: CBT")
    )
    also_known_as = models.CharField(
        _("also known as"),
        max_length=500,
        blank=True,
        help_text=_("Other names that people search for, with commas between them."),
    )
    not_to_be_confused_with = TherapyRichTextField(
        _("not to be confused with"),
        blank=True,
        features=INLINE_FEATURES,
        help_text=_("Another approach with a similar name, and how they differ."),
    )
    short_definition = models.TextField(
        _("short definition"),
        max_length=DEFINITION_LENGTH,
        # Django checks max_length of a TextField in forms only.
        validators=[MaxLengthValidator(DEFINITION_LENGTH)],
        help_text=_("What it is, in one or two plain sentences. Lists and search engines show it."),
    )
    family = models.ForeignKey(
        "wagtail_therapy_approaches.ApproachFamily",
        verbose_name=_("family"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Lists of approaches may be grouped by it."),
    )
    second_family = models.ForeignKey(
        "wagtail_therapy_approaches.ApproachFamily",
        verbose_name=_("second family"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("If it belongs to two. Lists have it under the first."),
    )

    # The fields that lists read. A host whose card shows more adds to them.
    card_fields = [
        "title",
        "slug",
        "url_path",
        "locale",
        "short_definition",
        "abbreviation",
        "family",
        "offered_here",
    ]

    names_panel = MultiFieldPanel(
        [
            "heading",
            "abbreviation",
            "also_known_as",
            "not_to_be_confused_with",
            "family",
            "second_family",
        ],
        heading=_("Names and family"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True

    def get_heading(self) -> str:
        return self.heading.strip() or self.title

    def get_families(self) -> list[ApproachFamily]:
        """Return its families, in the page's language where they are translated."""
        chosen = [one for one in (self.family, self.second_family) if one]
        return distinct_in_locale(chosen, self.locale_id)

    def get_other_names(self) -> list[str]:
        """Return its other names one by one, from text such as “ACT, contextual therapy”."""
        names = NAME_SEPARATOR.split(self.also_known_as)
        return [name.strip() for name in names if name.strip()]
