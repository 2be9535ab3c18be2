"""Rows and references as the rules on sources look at them, without a database."""

from types import SimpleNamespace

from wagtail_therapy.approaches.mixins.rows import parse_reference_keys
from wagtail_therapy.content.text.references import ReferencesBlock

CLAIM = {
    "concern": "Anxiety",
    "concern_id": 1,
    "research": "not_checked",
    **dict.fromkeys(["outcome", "compared_with", "certainty", "note", "reference_keys"], ""),
    "no_guideline_found": False,
}
STATEMENT = {
    "concern": "Anxiety",
    "concern_id": 1,
    "guideline": SimpleNamespace(body="NICE", year=2022, url="https://nice.example/"),
    "guideline_id": 1,
    "recommendation": "recommends",
    "population": "",
    "reference_keys": "",
}


def claim_row(**fields):
    return _row(CLAIM | fields)


def guideline_row(**fields):
    return _row(STATEMENT | fields)


def guideline_lines(claim):
    """Return what readers see about guidelines, in a line each."""
    lines = [f"{one.recommendation}: {one.source}" for one in claim.statements]
    return lines or [claim.without_guideline]


def references(kinds, **fields):
    """Return a list of references by their keys and kinds."""
    block = ReferencesBlock()
    raw = [{"key": key, "title": key, "kind": kind} | fields for key, kind in kinds.items()]
    return block.to_python([{"type": "reference", "value": one} for one in raw])


def _row(fields):
    return SimpleNamespace(
        **fields, get_reference_keys=lambda: parse_reference_keys(fields["reference_keys"])
    )
