"""Rules for what an approach lacks, and what would mislead its readers. Each yields advice."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_therapy.approaches.blocks import is_empty
from wagtail_therapy.approaches.evidence.claims import name_with_note
from wagtail_therapy.authors.content_checks import unverifiable_authors
from wagtail_therapy.content.content_checks import advice
from wagtail_therapy.content.content_checks.advice import (
    Advice,
    images_without_description,
    long_paragraphs,
    pieces_to_check,
)
from wagtail_therapy.content.content_checks.registry import register_content_check

LABELS = {
    "body": gettext_lazy("Body"),
    "approach_concerns": gettext_lazy("Concerns"),
    "approach_recommendations": gettext_lazy("What guidelines say"),
    "references": gettext_lazy("References"),
    "approach_authors": gettext_lazy("Authors"),
    "review": gettext_lazy("Review"),
}
# Besides promises: said about one approach, these words are a verdict on all others.
SUPERLATIVE = re.compile(
    rf"{advice.PROMISE.pattern}|\bproven\b|\b(?:the|our) best\b|\bmost effective\b", re.IGNORECASE
)
RISKS = "risks_and_limits"

NO_RISKS = register_content_check(
    "no-risks",
    gettext_lazy("Nothing on risks and limits"),
    gettext_lazy("Every approach has some. Add that section."),
)
NO_CONCERN = register_content_check(
    "no-concern",
    gettext_lazy("No concern"),
    gettext_lazy("Readers who look for help with a problem won’t find this page."),
)
NO_REVIEW = register_content_check(
    "no-review",
    gettext_lazy("Not reviewed yet"),
    gettext_lazy("When another person has read it, mark it as reviewed."),
)


def approach_advice(approach: Any) -> list[Advice]:
    """Return the advice of all rules, in the order of the approach's fields."""
    return advice.collect_advice(approach, RULES, LABELS)


def missing_risks(approach: Any) -> Iterator[Advice]:
    if not any(child.block_type == RISKS and not is_empty(child) for child in approach.body):
        message = _("There’s nothing about risks and limits. Every approach has some.")
        yield Advice("body", message, check=NO_RISKS)


def superlatives(approach: Any) -> Iterator[Advice]:
    return advice.promises(_english(approach), SUPERLATIVE)


def claims_without_reference(approach: Any) -> Iterator[Advice]:
    rows = approach.get_concern_rows()
    cites = advice.has_citations(approach.body) or any(row.get_reference_keys() for row in rows)
    return advice.claims_without_reference(_english(approach), cites)


def missing_concerns(approach: Any) -> Iterator[Advice]:
    if not approach.get_concern_rows():
        message = _("No concern: readers who look for help with a problem won’t find this page.")
        yield Advice("approach_concerns", message, check=NO_CONCERN)


def outdated_guidelines(approach: Any) -> Iterator[Advice]:
    for claim in approach.get_claims():
        for guideline in claim.outdated:
            message = _("%(concern)s: %(guideline)s. Look up what the newer one says.")
            values = {"concern": claim.concern.name, "guideline": name_with_note(guideline)}
            yield Advice("approach_recommendations", message % values)


def missing_review(approach: Any) -> Iterator[Advice]:
    if approach.get_review() is None:
        message = _("No one has marked the page as reviewed yet.")
        yield Advice("review", message, check=NO_REVIEW)


RULES = [
    missing_risks,
    superlatives,
    images_without_description,
    long_paragraphs,
    pieces_to_check,
    missing_concerns,
    outdated_guidelines,
    claims_without_reference,
    unverifiable_authors,
    missing_review,
]


def _english(approach: Any) -> str:
    return advice.english_text(approach, approach.title, approach.short_definition)
