"""Validation of a practice's telephone numbers."""

from typing import Any

from wagtail import blocks

from wagtail_therapy.practice.crisis.blocks import number_errors as errors_of_lines
from wagtail_therapy.practice.telephone import number_problem


def number_errors(practice: Any) -> dict[str, Any]:
    """Return an error, or None, for each field with telephone numbers."""
    region = practice.phone_region
    return {
        "telephone": number_problem(practice.telephone, region),
        "emergency_number": number_problem(practice.emergency_number, region, is_line=True),
        "crisis_lines": errors_of_lines(practice.crisis_lines, region),
        "other_languages": _errors_of_languages(practice.other_languages, region),
    }


def _errors_of_languages(rows: Any, region: str) -> blocks.StreamBlockValidationError | None:
    errors = {}
    for place, row in enumerate(rows):
        if found := errors_of_lines(row.value.get("crisis_lines") or [], region):
            errors[place] = blocks.StructBlockValidationError(block_errors={"crisis_lines": found})
    return blocks.StreamBlockValidationError(block_errors=errors) if errors else None
