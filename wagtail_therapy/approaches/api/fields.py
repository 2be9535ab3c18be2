"""The fields of approaches in Wagtail's APIs: what their pages show."""

from typing import Any

from wagtail_therapy.approaches.api.representations import guideline_representation
from wagtail_therapy.approaches.evidence.claims import Claim, Statement
from wagtail_therapy.authors.api.fields import REVIEW_API_FIELDS
from wagtail_therapy.authors.api.representations import (
    AuthorsField,
    author_representation,
    byline_representation,
)
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.api.representations import (
    ForReadersField,
    MethodField,
    named_representation,
)
from wagtail_therapy.practice.api.fields import NOTICES_API_FIELDS

WRITABLE_FIELDS = [
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
    "cost",
    "waiting",
    "referral",
    "who_may_join",
    "with_medication",
    "not_advised_when",
    "unwanted_effects",
    "adaptations",
    "practice_minutes",
    "intensive_forms",
    "may_stop",
    "not_known",
    "body",
    "references",
    "updated_date",
    "change_note",
]


def claim_representation(claim: Claim) -> dict[str, Any]:
    """Return what the page says about one concern, with its sources."""
    row = claim.row
    return {
        "concern": named_representation(claim.concern),
        "guidelines": [statement_representation(one) for one in claim.statements],
        "no_guideline_found": row.no_guideline_found,
        "research": row.research,
        "outcome": row.outcome,
        "compared_with": row.compared_with,
        "certainty": row.certainty,
        "reference_keys": row.get_reference_keys(),
        "note": row.note,
    }


def statement_representation(statement: Statement) -> dict[str, Any]:
    """Return what one guideline says, and whether it is current."""
    return {
        "guideline": guideline_representation(statement.guideline),
        "recommendation": statement.row.recommendation,
        "population": statement.row.population,
        "reference_keys": statement.row.get_reference_keys(),
    }


APPROACH_API_FIELDS = [
    *(api_field(name, writable=True) for name in WRITABLE_FIELDS),
    api_field("families", MethodField("get_families", named_representation)),
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
    api_field("way_on", writable=True),
    *NOTICES_API_FIELDS,
]
