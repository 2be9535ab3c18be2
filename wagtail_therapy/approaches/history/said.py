"""A claim as its history keeps it: codes, and the names of guidelines as they were."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.approaches.claims import Claim, Statement
from wagtail_therapy.approaches.evidence_choices import GuidelineStatus

# What is said of a concern besides what guidelines say.
OF_ROW = ["no_guideline_found", "research", "outcome", "compared_with", "certainty", "note"]
# What may change of a guideline without changing what is claimed.
NAMES = ["name", "replaced_by"]

Said = dict[str, Any]


def said(claim: Claim) -> Said:
    """Return what readers are told, as JSON can hold it."""
    row = {name: getattr(claim.row, name) for name in OF_ROW}
    return row | {"guidelines": [_statement(one) for one in claim.statements]}


def claimed(kept: Said) -> Claim:
    """Return a claim that says what was kept; its row, concern and guidelines are none of ours."""
    row = {name: kept.get(name, "") for name in OF_ROW}
    return Claim(SimpleNamespace(**row), None, tuple(map(_restored, kept.get("guidelines", []))))


def is_same(one: Said, other: Said) -> bool:
    """Whether both say the same, in whatever order and however the guidelines are called."""
    return _without_names(one) == _without_names(other)


def lines(kept: Said) -> list[str]:
    """Return what readers were told, in a line for each answer; nothing of what was not said."""
    return list(_lines(claimed(kept))) if kept else []


def _lines(claim: Claim) -> Iterator[str]:
    for one in claim.statements:
        yield ". ".join(filter(None, [f"{one.recommendation}: {one.source}", one.people]))
    if not claim.statements:
        yield _("Guidelines: %(said)s") % {"said": claim.without_guideline}
    found = _("Research: %(found)s") % {"found": claim.research}
    yield ". ".join([found, *claim.qualified])


def _statement(statement: Statement) -> Said:
    guideline, row = statement.guideline, statement.row
    return {
        "key": str(guideline.translation_key),
        "name": guideline.name,
        "status": guideline.status,
        "replaced_by": guideline.superseded_by.name if guideline.superseded_by else "",
        "recommendation": row.recommendation,
        "population": row.population,
    }


def _restored(kept: Said) -> Statement:
    guideline = SimpleNamespace(name=kept["name"], outdated_note=_outdated_note(kept))
    row = SimpleNamespace(recommendation=kept["recommendation"], population=kept["population"])
    return Statement(row, guideline)


def _outdated_note(kept: Said) -> str:
    """Return what became of the guideline, in the language of the reader."""
    if kept["status"] != GuidelineStatus.CURRENT and kept["replaced_by"]:
        return _("replaced by %(guideline)s") % {"guideline": kept["replaced_by"]}
    return GuidelineStatus(kept["status"]).note


def _without_names(kept: Said) -> Said:
    guidelines = [
        sorted((name, value) for name, value in one.items() if name not in NAMES)
        for one in kept.get("guidelines", [])
    ]
    return kept | {"guidelines": sorted(guidelines)}
