"""What Wagtail's APIs tell of approaches: what their pages show."""

from typing import Any

from wagtail_therapy.authors.api_fields import REVIEW_API_FIELDS
from wagtail_therapy.authors.representations import (
    AuthorsField,
    author_representation,
    byline_representation,
)
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.representations import (
    ForReadersField,
    MethodField,
    ShownField,
    named_representation,
)
from wagtail_therapy.practice.api_fields import NOTICES_API_FIELDS

WRITTEN = [
    "heading",
    "abbreviation",
    "also_known_as",
    "not_to_be_confused_with",
    "short_definition",
    "offered_here",
    "time_focus",
    "structure",
    "therapist_style",
    "talks_about_past_in_detail",
    "between_session_work",
    "sessions_min",
    "sessions_max",
    "open_ended",
    "length_note",
    "session_minutes_min",
    "session_minutes_max",
    "frequency",
    "formats",
    "delivery",
    "age_groups",
    "body",
    "references",
    "updated_date",
    "change_note",
]


def claim_representation(claim: tuple[Any, Any]) -> dict[str, Any]:
    """Return what is said of one concern, with what supports it."""
    row, concern = claim
    return {
        "concern": named_representation(concern),
        "strength": row.strength,
        "guideline_name": row.guideline_name,
        "guideline_url": row.guideline_url,
        "reference_keys": row.get_reference_keys(),
        "note": row.note,
    }


APPROACH_API_FIELDS = [
    *(api_field(name, writable=True) for name in WRITTEN),
    api_field("family", ShownField(named_representation, source="get_family")),
    api_field("disclosure", MethodField("get_disclosure")),
    api_field("offered_by", AuthorsField("get_offering_authors", author_representation)),
    api_field("authors", AuthorsField("get_authors", byline_representation)),
    api_field("concerns", MethodField("get_claims", claim_representation)),
    api_field("content_notes", MethodField("get_content_notes", named_representation)),
    *REVIEW_API_FIELDS,
    api_field("for_readers", ForReadersField("body", "references")),
    *NOTICES_API_FIELDS,
]

INDEX_API_FIELDS = [
    api_field("intro", writable=True),
    api_field("not_sure", writable=True),
    *NOTICES_API_FIELDS,
]
