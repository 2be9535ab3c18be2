from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from wagtail_therapy.approaches.api.representations import coverage_representation
from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.approaches.models.guidelines import Guideline
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.api.representations import (
    MethodField,
    RepresentationField,
    named_representation,
)
from wagtail_therapy.content.mixins import LocaleSlugMixin
from wagtail_therapy.content.translations import in_locale


class Concern(LocaleSlugMixin, TranslatableMixin, index.Indexed, ClusterableModel):
    """What brings a person to therapy: a diagnosed condition, or a problem in life."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("In the words that people use for it.")
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("In two or three plain sentences: what it is like, and that it is common."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=ConcernKind,
        default=ConcernKind.LIFE,
        help_text=_(
            "Readers see concerns in these groups. Search engines see only health conditions "
            "as medical conditions."
        ),
    )
    content_note = models.ForeignKey(
        "wagtail_therapy_content.ContentNote",
        verbose_name=_("content note"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("What readers may want to know before they read about it."),
    )
    shows_crisis_notice = models.BooleanField(
        _("show the crisis notice first"),
        default=False,
        help_text=_("For concerns whose readers may be in danger."),
    )
    offers_exit = models.BooleanField(
        _("offer a quick exit"),
        default=False,
        help_text=_(
            "A button that leaves the site at once. Only for concerns such as abuse at home: on "
            "other pages it frightens people. It doesn’t clear their browsing history."
        ),
    )

    no_guideline_found = models.BooleanField(
        _("we looked, and no guideline covers it"),
        default=False,
        help_text=_("Readers see this. Many problems in life have no guideline."),
    )

    panels = [
        "name",
        "description",
        "kind",
        MultiFieldPanel(
            ["content_note", "shows_crisis_notice", "offers_exit"], heading=_("With care")
        ),
        InlinePanel(
            "concern_guidelines",
            heading=_("What guidelines put first"),
            label=_("guideline"),
            help_text=_(
                "Shown on the page of the concern, so that readers don’t take the list of what you "
                "offer for a list of what helps."
            ),
        ),
        "no_guideline_found",
        FieldPanel("slug"),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("locale"),
        index.FilterField("kind"),
    ]

    api_fields = [
        *(api_field(name) for name in ("name", "slug", "description", "kind")),
        # The concern's page shows these, too.
        api_field("content_note", RepresentationField(named_representation, source="shown_note")),
        *(api_field(name) for name in ("shows_crisis_notice", "offers_exit")),
        api_field("no_guideline_found"),
        api_field("guidelines", MethodField("get_guidelines", coverage_representation)),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="therapy_concern_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def required_notices(self) -> set[str]:
        """The notices that its pages require: see ``PageNoticesMixin.get_required_notices()``."""
        return required_notices(self)

    @cached_property
    def shown_note(self) -> Any:
        """The content note, in the concern's language if it is translated, or None."""
        note = self.content_note if self.content_note_id else None
        return in_locale([note], self.locale_id)[0] if note else None

    @cached_property
    def coverage(self) -> list[Any]:
        """The guidelines that cover it, in its language: current ones first.

        ``prefetch_coverage()`` reads those of many concerns at once.
        """
        from wagtail_therapy.approaches.evidence.guideline_coverage import (
            coverage_of,  # It imports this model.
        )

        return coverage_of([self])

    def get_guidelines(self) -> list[Any]:
        return self.coverage


class ConcernGuideline(Orderable):
    """A guideline that covers a concern, and its first choices for it, offered here or not."""

    concern = ParentalKey(Concern, on_delete=models.CASCADE, related_name="concern_guidelines")
    # Deleted with the guideline.
    guideline = models.ForeignKey(
        Guideline, verbose_name=_("guideline"), on_delete=models.CASCADE, related_name="+"
    )
    puts_first = models.TextField(
        _("what it puts first"),
        blank=True,
        help_text=_(
            "One on each line, in plain words, whether you offer it or not. For example: "
            "cognitive behavioural therapy"
        ),
    )

    panels = ["guideline", "puts_first"]

    class Meta(Orderable.Meta):
        verbose_name = _("guideline of a concern")
        verbose_name_plural = _("guidelines of concerns")

    def __str__(self) -> str:
        return f"{self.concern}: {self.guideline.name}"

    @property
    def first_choices(self) -> list[str]:
        return [line.strip() for line in self.puts_first.splitlines() if line.strip()]


def required_notices(concern: Any) -> set[str]:
    asked = {"crisis_notice": concern.shows_crisis_notice, "exit_button": concern.offers_exit}
    return {name for name, is_asked in asked.items() if is_asked}
