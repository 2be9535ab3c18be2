import pytest

from tests.approaches.history.claim_changes import snapshot
from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.approaches.history.classification import kind_of

RECOMMENDED = snapshot({})
CONSIDERED = snapshot({"recommendation": "considers"})
IN_RESEARCH = snapshot({"recommendation": "research_only"})
AGAINST = snapshot({"recommendation": "advises_against"})
DISPUTED = snapshot({}, {"key": "2", "recommendation": "advises_against"})
FEW = snapshot(research="few_studies", outcome="better_than_nothing")
SEVERAL = snapshot(research="several_trials", outcome="better_than_nothing")
NO_BETTER = snapshot(research="several_trials", outcome="no_better")
NONE_FOUND = snapshot(research="none_found")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, FEW, "new"),
        (FEW, {}, "withdrawn"),
        (FEW, SEVERAL, "stronger"),
        (SEVERAL, FEW, "weaker"),
        (SEVERAL, NO_BETTER, "weaker"),
        (NO_BETTER, FEW, "stronger"),
        (snapshot(), FEW, "stronger"),
        (snapshot(), NO_BETTER, "weaker"),
        (snapshot(), NONE_FOUND, "changed"),
        (SEVERAL, SEVERAL | {"outcome": "better_than_usual_care"}, "changed"),
        (SEVERAL, SEVERAL | {"note": "In adults"}, "changed"),
        (CONSIDERED, RECOMMENDED, "stronger"),
        (RECOMMENDED, CONSIDERED, "weaker"),
        (RECOMMENDED, DISPUTED, "weaker"),
        (AGAINST, DISPUTED, "stronger"),
        (snapshot(), DISPUTED, "changed"),
        (snapshot(), IN_RESEARCH, "changed"),
        (snapshot(), AGAINST, "weaker"),
        # More on one question and less on the other is neither.
        (
            CONSIDERED,
            RECOMMENDED | {"research": "several_trials", "outcome": "no_better"},
            "changed",
        ),
        (RECOMMENDED, snapshot({"status": "superseded"}), "guideline_replaced"),
        (RECOMMENDED, snapshot({"status": "withdrawn"}), "guideline_withdrawn"),
        # The change of an outdated guideline was recorded when it became outdated.
        (snapshot({"status": "superseded"}), snapshot({"key": "2"}), "changed"),
    ],
)
def test_kind_says_what_became_of_a_claim(before, after, expected):
    assert kind_of(before, after) == ChangeKind(expected)
