"""The sources that a claim needs. A claim that something does not help needs the same."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.approaches.evidence.choices import (
    WITH_STUDIES,
    Outcome,
    Recommendation,
    Research,
)
from wagtail_therapy.content.text.citations import known_keys_message, unknown_keys_message
from wagtail_therapy.content.text.references import bare_doi, listed_references

# Rows with an error, and their errors by field.
RowErrors = list[tuple[Any, dict[str, str]]]

STUDY_KINDS = {"meta_analysis", "trial", "review"}
# Outcomes that mean nothing until readers know what it was compared with.
COMPARATIVE_OUTCOMES = {Outcome.AS_GOOD, Outcome.NO_BETTER}


def research_errors(
    rows: Iterable[Any], recommendations: Iterable[Any], references: Iterable[Any] | None
) -> RowErrors:
    """Return the concern rows that claim more than they support."""
    known = dict(listed_references(references))
    in_guidelines = {one.concern_id for one in recommendations}
    errors = []
    seen: set[int] = set()
    for row in rows:
        found = research_error(row, known)
        if row.concern_id in seen:
            found["concern"] = _("This concern is already listed above.")
        if row.no_guideline_found and row.concern_id in in_guidelines:
            found["no_guideline_found"] = _("You name a guideline below, so untick this.")
        seen.add(row.concern_id)
        if found:
            errors.append((row, found))
    return errors


def research_error(row: Any, known: dict[str, Any]) -> dict[str, str]:
    """Return what one row lacks, by field; ``known`` are the page's references by their keys."""
    errors = _outcome_errors(row)
    if message := _reference_error(row, known):
        errors["reference_keys"] = message
    return errors


def _outcome_errors(row: Any) -> dict[str, str]:
    if row.research not in Research.values:
        return {"research": _("Choose from the list.")}
    if row.outcome not in Outcome.values:
        return {"outcome": _("Choose from the list.")}
    if row.research in WITH_STUDIES and not row.outcome:
        return {"outcome": _("Say what the research found.")}
    if row.research not in WITH_STUDIES and (row.outcome or row.compared_with.strip()):
        return {"research": _("Say how much research found that, or leave out what it found.")}
    if row.outcome in COMPARATIVE_OUTCOMES and not row.compared_with.strip():
        return {"compared_with": _("Say what it was compared with.")}
    return {}


def _reference_error(row: Any, known: dict[str, Any]) -> str:
    keys = row.get_reference_keys()
    if unknown := [key for key in keys if key not in known]:
        return unknown_keys_message(unknown, list(known))
    number = _kinds([known[key] for key in keys])
    is_several = number["meta_analysis"] or number["trial"] >= 2
    if row.research == Research.SEVERAL_TRIALS and not is_several:
        return _with_advice(
            _(
                "“Several trials” needs a meta-analysis or systematic review, or two trials, among "
                "its references."
            ),
            keys,
            known,
        )
    if row.research == Research.FEW_STUDIES and not any(number[kind] for kind in STUDY_KINDS):
        message = _("“A few studies” needs a trial or a review among its references.")
        return _with_advice(message, keys, known)
    if (row.note.strip() or row.certainty.strip()) and not keys:
        return _with_advice(_("Say where that comes from."), keys, known)
    return ""


def recommendations_errors(
    rows: Iterable[Any], concern_rows: Iterable[Any], references: Iterable[Any] | None
) -> RowErrors:
    """Return the recommendation rows without a guideline that readers can look up."""
    known = dict(listed_references(references))
    listed = {one.concern_id for one in concern_rows}
    errors = []
    seen = set()
    for row in rows:
        found = recommendation_error(row, known)
        if row.concern_id and row.concern_id not in listed:
            found["concern"] = _("Add this concern under “Concerns”, too.")
        if (row.concern_id, row.guideline_id) in seen:
            found["guideline"] = _("This guideline is already listed above for this concern.")
        seen.add((row.concern_id, row.guideline_id))
        if found:
            errors.append((row, found))
    return errors


def recommendation_error(row: Any, known: dict[str, Any]) -> dict[str, str]:
    """Return what one row lacks, by field."""
    errors = {}
    if row.recommendation not in Recommendation.values:
        errors["recommendation"] = _("Choose from the list.")
    if row.concern_id is None:
        errors["concern"] = _("Choose the concern.")
    keys = row.get_reference_keys()
    if unknown := [key for key in keys if key not in known]:
        errors["reference_keys"] = unknown_keys_message(unknown, list(known))
    if message := _guideline_error(row.guideline, [known[key] for key in keys if key in known]):
        errors["guideline"] = message
    return errors


def _guideline_error(guideline: Any, references: list[Any]) -> str:
    if guideline is None:
        return _("Choose the guideline that says so.")
    if not guideline.body.strip() or not guideline.year:
        return _("Add who published it, and its year, under Practice → Guidelines.")
    if not guideline.url and not _kinds(references)["guideline"]:
        return _(
            "Readers can’t look it up. Add its web address under Practice → Guidelines, or the "
            "key of a reference of the kind “Guideline”."
        )
    return ""


def _with_advice(message: str, keys: list[str], known: dict[str, Any]) -> str:
    """Return the message, and what the editor can do about it."""
    if keys:
        return f"{message} {_('Check the kind of each in the list of references.')}"
    return f"{message} {known_keys_message(list(known))}"


def _kinds(references: list[Any]) -> Counter[str]:
    """Return how many sources there are of each kind. A source that is listed twice counts once."""
    sources = {_identity(one): one.text("kind") for one in references}
    return Counter(sources.values())


def _identity(reference: Any) -> str:
    return bare_doi(reference.text("doi")).casefold() or reference.text("title").casefold()
