"""A claim as its history stores it: codes, and the names of guidelines at that time."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.approaches.evidence.choices import GuidelineStatus
from wagtail_therapy.approaches.evidence.claims import Claim, Statement

# The fields of the row of a concern.
ROW_FIELDS = ["no_guideline_found", "research", "outcome", "compared_with", "certainty", "note"]

Snapshot = dict[str, Any]


def snapshot_of(claim: Claim) -> Snapshot:
    """Return what readers are told, for JSON."""
    row = {name: getattr(claim.row, name) for name in ROW_FIELDS}
    return row | {"guidelines": [_statement(one) for one in claim.statements]}


def restored(snapshot: Snapshot) -> Claim:
    """Return the claim of a snapshot. Its row and guidelines aren't model instances."""
    row = {name: snapshot.get(name, "") for name in ROW_FIELDS}
    return Claim(
        SimpleNamespace(**row),
        None,
        tuple(map(_restored_statement, snapshot.get("guidelines", []))),
    )


def differences(before: Snapshot, after: Snapshot) -> tuple[list[str], list[str]]:
    """Return the lines that readers no longer see, and those they see instead.

    The names and the order of guidelines make no difference. Fields that did not exist yet when
    ``before`` was written are not compared.
    """
    one, other = _identified(before, after), _identified(after, before)
    was = [line for key, line in one if key not in dict(other)]
    is_now = [line for key, line in other if key not in dict(one)]
    # If two guidelines have the same name, readers can't tell them apart.
    return [one for one in was if one not in is_now], [one for one in is_now if one not in was]


def lines(snapshot: Snapshot) -> list[str]:
    """Return what readers were told, in a line for each answer."""
    return list(_lines(restored(snapshot))) if snapshot else []


def _identified(snapshot: Snapshot, other: Snapshot) -> list[tuple[Any, str]]:
    """Return the lines, each after its identity, of fields that both snapshots have."""
    in_both = {name: value for name, value in snapshot.items() if name in other or not other}
    # The lines of guidelines come first.
    named = [_identity(one) for one in snapshot.get("guidelines", [])]
    return list(zip([*named, *lines(in_both)[len(named) :]], lines(snapshot), strict=True))


def _identity(statement: Snapshot) -> tuple[str, ...]:
    fields = ["key", "recommendation", "population"]
    status = GuidelineStatus.SUPERSEDED if _is_replaced(statement) else statement["status"]
    return (str(status), *(statement[name].strip() for name in fields))


def _lines(claim: Claim) -> Iterator[str]:
    for one in claim.statements:
        yield ". ".join(filter(None, [f"{one.recommendation}: {one.source}", one.people]))
    if not claim.statements:
        yield _("Guidelines: %(said)s") % {"said": claim.without_guideline}
    found = _("Research: %(found)s") % {"found": claim.research}
    yield ". ".join([found, *claim.qualifiers])


def _statement(statement: Statement) -> Snapshot:
    guideline, row = statement.guideline, statement.row
    return {
        "key": str(guideline.translation_key),
        "name": guideline.name,
        "status": guideline.status,
        "replaced_by": guideline.superseded_by.name if guideline.superseded_by else "",
        "recommendation": row.recommendation,
        "population": row.population,
    }


def _restored_statement(snapshot: Snapshot) -> Statement:
    guideline = SimpleNamespace(name=snapshot["name"], outdated_note=_outdated_note(snapshot))
    row = SimpleNamespace(
        recommendation=snapshot["recommendation"], population=snapshot["population"]
    )
    return Statement(row, guideline)


def _outdated_note(snapshot: Snapshot) -> str:
    """Return whether the guideline was replaced or withdrawn, in the language of the reader."""
    if _is_replaced(snapshot):
        return _("replaced by %(guideline)s") % {"guideline": snapshot["replaced_by"]}
    return GuidelineStatus(snapshot["status"]).note


def _is_replaced(snapshot: Snapshot) -> bool:
    """Whether readers see what replaced it, rather than that it was withdrawn."""
    return snapshot["status"] != GuidelineStatus.CURRENT and bool(snapshot["replaced_by"])
