from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.concerns import asked_by
from wagtail_therapy.approaches.evidence.claim_queries import WITH_GUIDELINE
from wagtail_therapy.approaches.evidence.claims import Claim, claims_from
from wagtail_therapy.approaches.models import Guideline
from wagtail_therapy.content.admin.panels import OptionalInlinePanel
from wagtail_therapy.content.orderables.ordering import sort_rows


class ClaimsMixin(models.Model):
    """What an approach is used for, and what guidelines and research say of that."""

    claims_panels = [
        OptionalInlinePanel("approach_concerns", heading=_("Concerns"), label=_("Concern")),
        OptionalInlinePanel(
            "approach_recommendations",
            heading=_("What guidelines say"),
            label=_("Guideline"),
            help_text=_(
                "For each concern above that a guideline speaks of. Where two differ, add both."
            ),
        ),
    ]

    class Meta:
        abstract = True

    @classmethod
    def pages_due_anyway(cls) -> QuerySet:
        """Return the pages that rely on a guideline that is not current any more."""
        outdated = Guideline.objects.outdated()
        found = cls._base_manager.filter(approach_recommendations__guideline__in=outdated)
        return found.distinct()

    def get_asked_notices(self) -> set[str]:
        return asked_by(row.concern for row in self.get_concern_rows())

    def get_concern_rows(self) -> list[Any]:
        rows = sort_rows(self.approach_concerns.select_related("concern"))
        return [row for row in rows if row.concern_id]

    def get_recommendation_rows(self) -> list[Any]:
        """Return the rows on what guidelines say. Those of a draft may lack the guideline."""
        return sort_rows(self.approach_recommendations.select_related(*WITH_GUIDELINE))

    def get_claims(self) -> list[Claim]:
        """Return what is said of its concerns, in the page's language and the editor's order."""
        rows = [(None, row) for row in self.get_concern_rows()]
        said = [row for row in self.get_recommendation_rows() if row.concern and row.guideline]
        return claims_from(rows, [(None, row) for row in said], self.locale_id)
