"""What an approach must have before readers may see it. Drafts may lack all of it.

Each error says what to add. What merely would be good to have is in ``advice``.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_therapy.approaches.evidence.sources import (
    RowErrors,
    recommendations_errors,
    research_errors,
)
from wagtail_therapy.content.citations import check_citations

CONCERNS = "approach_concerns"
RECOMMENDATIONS = "approach_recommendations"


def check_approach(approach: Any) -> None:
    """:raises ValidationError: of the fields that lack something."""
    errors: dict[str, Any] = dict(fact_errors(approach))
    for relation, found in claims_errors(approach).items():
        # A row is no field: say which one it is.
        if messages := list(_by_concern(found)):
            errors[relation] = messages
    if errors:
        raise ValidationError(errors)
    check_citations(approach.body, approach.references)


def claims_errors(approach: Any) -> dict[str, RowErrors]:
    """Return what its claims lack, by the relation of their rows."""
    rows, references = approach.get_concern_rows(), approach.references
    recommendations = approach.get_recommendation_rows()
    return {
        CONCERNS: research_errors(rows, recommendations, references),
        RECOMMENDATIONS: recommendations_errors(recommendations, rows, references),
    }


def fact_errors(approach: Any) -> dict[str, str]:
    """Return the errors in what sessions are said to be like, by field."""
    return {
        f"{name}_max": _("This is less than where it starts from.")
        for name in ("sessions", "session_minutes")
        if _is_reversed(getattr(approach, f"{name}_min"), getattr(approach, f"{name}_max"))
    }


def _by_concern(found: RowErrors) -> Iterator[str]:
    for row, errors in found:
        concern = row.concern or _("A guideline without a concern")
        yield from (f"{concern}: {message}" for message in errors.values())


def _is_reversed(first: int | None, last: int | None) -> bool:
    return first is not None and last is not None and first > last
