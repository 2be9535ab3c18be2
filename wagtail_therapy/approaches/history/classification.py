"""What a change means for a claim: whether it says more or less for an approach than before."""

from typing import Any

from wagtail_therapy.approaches.evidence.choices import (
    IN_FAVOR,
    GuidelineStatus,
    Outcome,
    Recommendation,
    Research,
)
from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.approaches.history.snapshots import Said

AMOUNT = {Research.SEVERAL_TRIALS: 2, Research.FEW_STUDIES: 1}
DIRECTION = {"": 0, Outcome.MIXED: 0, Outcome.NO_BETTER: -1}
OUTDATED = {
    GuidelineStatus.SUPERSEDED: ChangeKind.GUIDELINE_REPLACED,
    GuidelineStatus.WITHDRAWN: ChangeKind.GUIDELINE_WITHDRAWN,
}
MOVED = {1: ChangeKind.STRONGER, -1: ChangeKind.WEAKER}


def kind_of(before: Said, after: Said) -> Any:
    """Return the ChangeKind of a claim. It is stronger if it says more on one of the two questions.

    And on neither of them less, or the other way round. All else that is not the same has changed.
    """
    if not before:
        return ChangeKind.NEW
    if not after:
        return ChangeKind.WITHDRAWN
    if outdated := _outdated_since(before, after):
        return OUTDATED[outdated]
    moves = {_sign(rank(after) - rank(before)) for rank in (_in_guidelines, _in_research)} - {0}
    return MOVED[moves.pop()] if len(moves) == 1 else ChangeKind.CHANGED


def _outdated_since(before: Said, after: Said) -> Any:
    """Return the status of a guideline that was current before; None if all still are."""
    current = {one["key"] for one in before["guidelines"] if one["status"] not in OUTDATED}
    statuses = [one["status"] for one in after["guidelines"] if one["key"] in current]
    return next((one for one in statuses if one in OUTDATED), None)


def _in_guidelines(kept: Said) -> int:
    """Return how much guidelines speak for it, whether or not they are current any more.

    That one says “only in research”, or that they disagree, is neither more nor less than silence.
    """
    said = {one["recommendation"] for one in kept["guidelines"]}
    if Recommendation.ADVISES_AGAINST in said:
        return 0 if said & IN_FAVOR else -1
    if Recommendation.RECOMMENDS in said:
        return 2
    return 1 if Recommendation.CONSIDERS in said else 0


def _in_research(kept: Said) -> int:
    """Return how much research speaks for it: the more, the more studies found that it helps."""
    return AMOUNT.get(kept["research"], 0) * DIRECTION.get(kept["outcome"], 1)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)
