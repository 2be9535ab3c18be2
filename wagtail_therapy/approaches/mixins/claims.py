from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.concerns.mixin import notices_required_by
from wagtail_therapy.approaches.evidence.claim_queries import RECOMMENDATION_RELATIONS
from wagtail_therapy.approaches.evidence.claims import Claim, build_claims
from wagtail_therapy.approaches.models import Guideline
from wagtail_therapy.content.admin.panels import OptionalInlinePanel
from wagtail_therapy.content.orderables.ordering import sort_rows


class ClaimsMixin(models.Model):
    """The concerns of an approach, and what guidelines and research say about each."""

    claims_panels = [
        OptionalInlinePanel("approach_concerns", heading=_("Concerns"), label=_("concern")),
        OptionalInlinePanel(
            "approach_recommendations",
            heading=_("What guidelines say"),
            label=_("guideline"),
            help_text=_(
                "For each concern above that a guideline mentions. If two differ, add both."
            ),
        ),
    ]

    class Meta:
        abstract = True

    @classmethod
    def pages_due_anyway(cls) -> QuerySet:
        """Return the pages that rely on a guideline that is no longer current."""
        outdated = Guideline.objects.outdated()
        found = cls._base_manager.filter(approach_recommendations__guideline__in=outdated)
        return found.distinct()

    def get_required_notices(self) -> set[str]:
        return notices_required_by(row.concern for row in self.get_concern_rows())

    def get_concern_rows(self) -> list[Any]:
        if hasattr(self, "listed_claims"):
            return [claim.row for claim in self.listed_claims]
        rows = sort_rows(self.approach_concerns.select_related("concern"))
        return [row for row in rows if row.concern_id]

    def get_recommendation_rows(self) -> list[Any]:
        """Return the recommendation rows. In a draft they may lack the guideline."""
        return sort_rows(self.approach_recommendations.select_related(*RECOMMENDATION_RELATIONS))

    def get_claims(self) -> list[Claim]:
        """Return its claims, in the page's language and the editor's order."""
        if hasattr(self, "listed_claims"):
            return self.listed_claims
        rows = [(None, row) for row in self.get_concern_rows()]
        recommendations = [
            row for row in self.get_recommendation_rows() if row.concern and row.guideline
        ]
        return build_claims(rows, [(None, row) for row in recommendations], self.locale_id)
