from typing import Any


def guideline_representation(guideline: Any) -> dict[str, Any]:
    """Return a guideline as pages show it; ``superseded_by`` is the name of its successor."""
    return {
        "id": guideline.pk,
        "name": guideline.name,
        "title": guideline.title,
        "url": guideline.url,
        "status": guideline.status,
        "superseded_by": guideline.superseded_by.name if guideline.superseded_by else "",
    }


def coverage_representation(covering: Any) -> dict[str, Any]:
    """Return a guideline that covers a concern, and what it puts first."""
    return {
        "guideline": guideline_representation(covering.guideline),
        "puts_first": covering.first_choices,
    }
