import pytest

from tests.approaches.history.kept import kept
from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.approaches.history.classification import kind_of

RECOMMENDED = kept({})
CONSIDERED = kept({"recommendation": "considers"})
IN_RESEARCH = kept({"recommendation": "research_only"})
AGAINST = kept({"recommendation": "advises_against"})
DISPUTED = kept({}, {"key": "2", "recommendation": "advises_against"})
FEW = kept(research="few_studies", outcome="better_than_nothing")
SEVERAL = kept(research="several_trials", outcome="better_than_nothing")
NO_BETTER = kept(research="several_trials", outcome="no_better")
NONE_FOUND = kept(research="none_found")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, FEW, "new"),
        (FEW, {}, "withdrawn"),
        (FEW, SEVERAL, "stronger"),
        (SEVERAL, FEW, "weaker"),
        (SEVERAL, NO_BETTER, "weaker"),
        (NO_BETTER, FEW, "stronger"),
        (kept(), FEW, "stronger"),
        (kept(), NO_BETTER, "weaker"),
        (kept(), NONE_FOUND, "changed"),
        (SEVERAL, SEVERAL | {"outcome": "better_than_usual_care"}, "changed"),
        (SEVERAL, SEVERAL | {"note": "In adults"}, "changed"),
        (CONSIDERED, RECOMMENDED, "stronger"),
        (RECOMMENDED, CONSIDERED, "weaker"),
        (RECOMMENDED, DISPUTED, "weaker"),
        (AGAINST, DISPUTED, "stronger"),
        (kept(), DISPUTED, "changed"),
        (kept(), IN_RESEARCH, "changed"),
        (kept(), AGAINST, "weaker"),
        # More on one question and less on the other is neither.
        (
            CONSIDERED,
            RECOMMENDED | {"research": "several_trials", "outcome": "no_better"},
            "changed",
        ),
        (RECOMMENDED, kept({"status": "superseded"}), "guideline_replaced"),
        (RECOMMENDED, kept({"status": "withdrawn"}), "guideline_withdrawn"),
        # That of an outdated guideline was said already when it was outdated.
        (kept({"status": "superseded"}), kept({"key": "2"}), "changed"),
    ],
)
def test_kind_says_what_became_of_a_claim(before, after, expected):
    assert kind_of(before, after) == ChangeKind(expected)
