"""Whether a changed claim says more or less for an approach than before."""

from typing import Any

from wagtail_therapy.approaches.evidence.choices import (
    IN_FAVOR,
    GuidelineStatus,
    Outcome,
    Recommendation,
    Research,
)
from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.approaches.history.snapshots import Snapshot

AMOUNT = {Research.SEVERAL_TRIALS: 2, Research.FEW_STUDIES: 1}
DIRECTION = {"": 0, Outcome.MIXED: 0, Outcome.NO_BETTER: -1}
OUTDATED = {
    GuidelineStatus.SUPERSEDED: ChangeKind.GUIDELINE_REPLACED,
    GuidelineStatus.WITHDRAWN: ChangeKind.GUIDELINE_WITHDRAWN,
}
MOVED = {1: ChangeKind.STRONGER, -1: ChangeKind.WEAKER}


def kind_of(before: Snapshot, after: Snapshot) -> Any:
    """Return the ChangeKind of a claim.

    It is stronger if guidelines or research say more for it than before, and neither says less.
    It is weaker the other way round. Any other difference is a change.
    """
    if not before:
        return ChangeKind.NEW
    if not after:
        return ChangeKind.WITHDRAWN
    if outdated := _outdated_since(before, after):
        return OUTDATED[outdated]
    moves = {_sign(rank(after) - rank(before)) for rank in (_in_guidelines, _in_research)} - {0}
    return MOVED[moves.pop()] if len(moves) == 1 else ChangeKind.CHANGED


def _outdated_since(before: Snapshot, after: Snapshot) -> Any:
    """Return the status of a guideline that was current before; None if all still are."""
    current = {one["key"] for one in before["guidelines"] if one["status"] not in OUTDATED}
    statuses = [one["status"] for one in after["guidelines"] if one["key"] in current]
    return next((one for one in statuses if one in OUTDATED), None)


def _in_guidelines(snapshot: Snapshot) -> int:
    """Return how strongly guidelines support it, current or not.

    “Only in research”, or guidelines that disagree, count as much as no guideline at all.
    """
    found = {one["recommendation"] for one in snapshot["guidelines"]}
    if Recommendation.ADVISES_AGAINST in found:
        return 0 if found & IN_FAVOR else -1
    if Recommendation.RECOMMENDS in found:
        return 2
    return 1 if Recommendation.CONSIDERS in found else 0


def _in_research(snapshot: Snapshot) -> int:
    """Return how strongly research supports it: more studies that it helps give a higher number."""
    return AMOUNT.get(snapshot["research"], 0) * DIRECTION.get(snapshot["outcome"], 1)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)
