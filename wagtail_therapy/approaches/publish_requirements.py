"""What an approach must have before it can be published. Drafts may lack all of it.

Each error says what to add. What would merely be good to have is in ``content_checks``.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_therapy.approaches.evidence.source_requirements import (
    RowErrors,
    recommendations_errors,
    research_errors,
)
from wagtail_therapy.content.text.citations import check_citations

CONCERNS = "approach_concerns"
RECOMMENDATIONS = "approach_recommendations"


def check_approach(approach: Any) -> None:
    """:raises ValidationError: for the fields that lack something."""
    errors: dict[str, Any] = dict(fact_errors(approach))
    for relation, found in claims_errors(approach).items():
        # A row has no field of its own, so the message names its concern.
        if messages := list(_messages_by_concern(found)):
            errors[relation] = messages
    if errors:
        raise ValidationError(errors)
    check_citations(approach.body, approach.references)


def claims_errors(approach: Any) -> dict[str, RowErrors]:
    """Return the errors of its claims, by the relation of their rows."""
    rows, references = approach.get_concern_rows(), approach.references
    recommendations = approach.get_recommendation_rows()
    return {
        CONCERNS: research_errors(rows, recommendations, references),
        RECOMMENDATIONS: recommendations_errors(recommendations, rows, references),
    }


def fact_errors(approach: Any) -> dict[str, str]:
    """Return the errors in the facts about sessions, by field."""
    return {
        f"{name}_max": _("This is less than the number it starts from.")
        for name in ("sessions", "session_minutes")
        if _is_reversed(getattr(approach, f"{name}_min"), getattr(approach, f"{name}_max"))
    }


def _messages_by_concern(found: RowErrors) -> Iterator[str]:
    for row, errors in found:
        concern = row.concern or _("A guideline without a concern")
        yield from (f"{concern}: {message}" for message in errors.values())


def _is_reversed(first: int | None, last: int | None) -> bool:
    return first is not None and last is not None and first > last
