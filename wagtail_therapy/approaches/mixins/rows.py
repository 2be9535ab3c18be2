from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from wagtail_therapy.approaches.choices import Strength
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.authors.blocks import AUTHOR_MODEL
from wagtail_therapy.content.citations import cited_keys


class ApproachAuthorMixin(Orderable):
    """One author of the page about an approach.

    The concrete class adds ``page = ParentalKey(<its type>, related_name="approach_authors")``.
    """

    # Empty only in drafts: an editor may add a row and save before choosing whom.
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
    """One concern that an approach is used for, and how well research supports that.

    The concrete class adds ``page = ParentalKey(<its type>, related_name="approach_concerns")``.
    """

    concern = models.ForeignKey(
        Concern,
        verbose_name=_("concern"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    strength = models.CharField(
        _("what research says"),
        max_length=20,
        choices=Strength,
        help_text=_(
            "For this concern, not for the approach as a whole. A recommendation needs its "
            "guideline, research needs its reference."
        ),
    )
    guideline_name = models.CharField(
        _("guideline"),
        max_length=255,
        blank=True,
        help_text=_("Who recommends it, in what, and when. For example: NICE NG222, 2022"),
    )
    guideline_url = models.URLField(_("web address of the guideline"), max_length=500, blank=True)
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
        help_text=_("What readers should know beside that. For example: in adults only"),
    )

    panels = ["concern", "strength", "guideline_name", "guideline_url", "reference_keys", "note"]

    class Meta(Orderable.Meta):
        abstract = True

    def get_reference_keys(self) -> list[str]:
        """Return the keys as the list of references has them, each once."""
        return list(dict.fromkeys(cited_keys(self.reference_keys)))
