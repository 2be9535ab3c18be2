from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable

from wagtail_therapy.approaches.evidence.choices import (
    OUTCOME_OPTIONS,
    Recommendation,
    Research,
)
from wagtail_therapy.approaches.models import Concern, Guideline
from wagtail_therapy.authors.blocks import AUTHOR_MODEL
from wagtail_therapy.content.text.citations import cited_keys


class ApproachAuthorMixin(Orderable):
    """One author of the page about an approach.

    The concrete class adds ``page = ParentalKey(<its type>, related_name="approach_authors")``.
    """

    # Empty only in drafts: an editor may add a row and save before choosing one.
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


class ApproachConcernMixin(Orderable):
    """One concern that an approach is used for, and what research found about that.

    The concrete class adds ``page = ParentalKey(<its type>, related_name="approach_concerns")``.
    """

    concern = models.ForeignKey(
        Concern,
        verbose_name=_("concern"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    no_guideline_found = models.BooleanField(
        _("we looked, and no guideline mentions it"),
        default=False,
        help_text=_(
            "Add what a guideline says under “What guidelines say”. Without that and without this "
            "tick, readers see “Not checked yet”."
        ),
    )
    research = models.CharField(
        _("how much research there is"),
        max_length=20,
        choices=Research,
        default=Research.NOT_CHECKED,
        help_text=_(
            "For this concern, not for the approach as a whole. Several trials: cite a "
            "meta-analysis, or two trials. A few studies: cite a trial or a review."
        ),
    )
    outcome = models.CharField(
        _("what it found"), max_length=30, choices=OUTCOME_OPTIONS, blank=True, default=""
    )
    compared_with = models.CharField(
        _("compared with"),
        max_length=255,
        blank=True,
        help_text=_("For example: CBT, or being on a waiting list"),
    )
    certainty = models.CharField(
        _("how sure that is"),
        max_length=255,
        blank=True,
        help_text=_("Only as the source says it. For example: moderate (GRADE)"),
    )
    reference_keys = models.CharField(
        _("references"),
        max_length=255,
        blank=True,
        help_text=_("Keys from this page’s list of references, with commas between them."),
    )
    note = models.CharField(
        _("note"),
        max_length=255,
        blank=True,
        help_text=_(
            "What else readers should know. It needs a reference. For example: in adults only"
        ),
    )

    panels = [
        "concern",
        "research",
        "outcome",
        "compared_with",
        FieldRowPanel(["certainty", "reference_keys"]),
        "note",
        "no_guideline_found",
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def get_reference_keys(self) -> list[str]:
        return parse_reference_keys(self.reference_keys)


class ApproachRecommendationMixin(Orderable):
    """What one guideline says about an approach for one of its concerns.

    The concrete class adds ``page = ParentalKey(<its type>,
    related_name="approach_recommendations")``.
    """

    # Both are empty only in drafts. If one of them is deleted, so is the row.
    concern = models.ForeignKey(
        Concern, verbose_name=_("concern"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    guideline = models.ForeignKey(
        Guideline,
        verbose_name=_("guideline"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    recommendation = models.CharField(_("what it says"), max_length=20, choices=Recommendation)
    population = models.CharField(
        _("who it is for"),
        max_length=255,
        blank=True,
        help_text=_("As the guideline says it. For example: adults with a new episode"),
    )
    reference_keys = models.CharField(
        _("references"),
        max_length=255,
        blank=True,
        help_text=_(
            "Keys from this page’s list of references. Needed only if the guideline has no web "
            "address."
        ),
    )

    panels = ["concern", "guideline", "recommendation", "population", "reference_keys"]

    class Meta(Orderable.Meta):
        abstract = True

    def get_reference_keys(self) -> list[str]:
        return parse_reference_keys(self.reference_keys)


def parse_reference_keys(text: str) -> list[str]:
    """Return the keys as the list of references has them, each once."""
    return list(dict.fromkeys(cited_keys(text)))
