"""What an approach must have before readers may see it. Drafts may lack all of it.

Each error says what to add. What merely would be good to have is in ``advice``.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_therapy.approaches.choices import Strength
from wagtail_therapy.content.citations import (
    check_citations,
    known_keys_message,
    unknown_keys_message,
)
from wagtail_therapy.content.references import listed_references

NEEDS_REFERENCE = {Strength.SUPPORTED, Strength.SOME}


def check_approach(approach: Any) -> None:
    """:raises ValidationError: of the fields that lack something."""
    errors: dict[str, Any] = dict(fact_errors(approach))
    if claims := claims_errors(approach.get_concern_rows(), approach.references):
        # A row is no field: say which one it is.
        errors["approach_concerns"] = [
            f"{row.concern}: {message}" for row, found in claims for message in found.values()
        ]
    if errors:
        raise ValidationError(errors)
    check_citations(approach.body, approach.references)


def fact_errors(approach: Any) -> dict[str, str]:
    """Return the errors in what sessions are said to be like, by field."""
    return {
        f"{name}_max": _("This is less than where it starts from.")
        for name in ("sessions", "session_minutes")
        if _is_reversed(getattr(approach, f"{name}_min"), getattr(approach, f"{name}_max"))
    }


def claims_errors(
    rows: Iterable[Any], references: Iterable[Any] | None
) -> list[tuple[Any, dict[str, str]]]:
    """Return the rows that claim what they don't support, each with its errors by field."""
    known = [key for key, _value in listed_references(references)]
    errors = []
    seen: set[int] = set()
    for row in rows:
        found = claim_errors(row, known)
        if row.concern_id in seen:
            found["concern"] = _("This concern is listed above already.")
        seen.add(row.concern_id)
        if found:
            errors.append((row, found))
    return errors


def claim_errors(row: Any, known: list[str]) -> dict[str, str]:
    """Return the errors of one row by field; ``known`` are the keys of the page's references."""
    errors = {}
    if not row.guideline_name.strip():
        if row.strength == Strength.RECOMMENDED:
            errors["guideline_name"] = _(
                "Name the guideline that recommends it, or choose another strength."
            )
        elif row.guideline_url:
            errors["guideline_name"] = _("Name the guideline that the web address leads to.")
    keys = row.get_reference_keys()
    unknown = [key for key in keys if key not in known]
    if unknown:
        errors["reference_keys"] = unknown_keys_message(unknown, known)
    elif row.strength in NEEDS_REFERENCE and not keys:
        message = _("Write the key of a reference for it.")
        errors["reference_keys"] = f"{message} {known_keys_message(known)}"
    return errors


def _is_reversed(first: int | None, last: int | None) -> bool:
    return first is not None and last is not None and first > last
