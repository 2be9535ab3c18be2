"""A claim as its history keeps it: codes, and the names of guidelines as they were."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.approaches.evidence.choices import GuidelineStatus
from wagtail_therapy.approaches.evidence.claims import Claim, Statement

# What is said of a concern besides what guidelines say.
OF_ROW = ["no_guideline_found", "research", "outcome", "compared_with", "certainty", "note"]

Said = dict[str, Any]


def said(claim: Claim) -> Said:
    """Return what readers are told, as JSON can hold it."""
    row = {name: getattr(claim.row, name) for name in OF_ROW}
    return row | {"guidelines": [_statement(one) for one in claim.statements]}


def claimed(kept: Said) -> Claim:
    """Return a claim that says what was kept; its row, concern and guidelines are none of ours."""
    row = {name: kept.get(name, "") for name in OF_ROW}
    return Claim(SimpleNamespace(**row), None, tuple(map(_restored, kept.get("guidelines", []))))


def differences(before: Said, after: Said) -> tuple[list[str], list[str]]:
    """Return what readers are no longer told, and what they are told instead, in lines.

    What guidelines are called makes no difference, nor does the order; and what was not kept yet
    when ``before`` was written isn't compared.
    """
    one, other = _identified(before, after), _identified(after, before)
    was = [line for told, line in one if told not in dict(other)]
    is_now = [line for told, line in other if told not in dict(one)]
    # Of two guidelines that are called the same, readers can't tell which is meant.
    return [one for one in was if one not in is_now], [one for one in is_now if one not in was]


def lines(kept: Said) -> list[str]:
    """Return what readers were told, in a line for each answer; nothing of what was not said."""
    return list(_lines(claimed(kept))) if kept else []


def _identified(kept: Said, other: Said) -> list[tuple[Any, str]]:
    """Return the lines, each after what tells it from others as far as both were kept."""
    in_both = {name: value for name, value in kept.items() if name in other or not other}
    # A line for each guideline comes first, if there is one.
    named = [_identity(one) for one in kept.get("guidelines", [])]
    return list(zip([*named, *lines(in_both)[len(named) :]], lines(kept), strict=True))


def _identity(statement: Said) -> tuple[str, ...]:
    fields = ["key", "recommendation", "population"]
    status = GuidelineStatus.SUPERSEDED if _is_replaced(statement) else statement["status"]
    return (str(status), *(statement[name].strip() for name in fields))


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
    if _is_replaced(kept):
        return _("replaced by %(guideline)s") % {"guideline": kept["replaced_by"]}
    return GuidelineStatus(kept["status"]).note


def _is_replaced(kept: Said) -> bool:
    """Whether readers are told what replaced it, and not that it was withdrawn."""
    return kept["status"] != GuidelineStatus.CURRENT and bool(kept["replaced_by"])
