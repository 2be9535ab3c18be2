"""The choices for claims, as people read them."""

from wagtail_therapy.approaches.evidence.choices import OUTCOME_OPTIONS


def test_each_outcome_in_the_form_begins_with_a_capital():
    assert [str(label) for _, label in OUTCOME_OPTIONS] == [
        "Not stated",
        "Better than no treatment",
        "Better than usual care",
        "About as good as another therapy",
        "Mixed results",
        "No better than what it was compared with",
    ]
