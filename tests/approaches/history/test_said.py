import pytest

from tests.approaches.history.kept import NICE, kept
from wagtail_therapy.approaches.history.said import is_same, lines


def test_lines_of_what_was_not_said_are_none():
    assert lines({}) == []


def test_lines_answer_both_questions():
    assert lines(kept()) == ["Guidelines: Not checked yet", "Research: Not checked yet"]


def test_lines_name_each_guideline_and_what_became_of_it():
    older = {
        "name": "NICE (2009)",
        "status": "superseded",
        "replaced_by": "NICE (2022)",
        "recommendation": "considers",
        "population": "Adults ",
    }
    assert lines(kept({}, older))[:2] == [
        "Recommended: NICE (2022)",
        "Can be considered: NICE (2009), replaced by NICE (2022). For: Adults",
    ]


def test_lines_have_all_that_is_said_of_research():
    told = kept(
        no_guideline_found=True,
        research="few_studies",
        outcome="as_good",
        compared_with="CBT",
        certainty="low (GRADE)",
        note="In adults",
    )
    guidelines, research = lines(told)
    assert guidelines == "Guidelines: No guideline mentions it, as far as we know"
    assert research == (
        "Research: A few studies: about as good as another therapy. Compared with: CBT. "
        "How sure that is: low (GRADE). Note: In adults"
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "NICE CG1"}, True),
        ({"replaced_by": "NICE 2"}, True),
        ({"status": "withdrawn"}, False),
        ({"population": "Adults"}, False),
        ({"recommendation": "considers"}, False),
    ],
)
def test_same_is_said_whatever_the_guideline_is_called(fields, expected):
    assert is_same(kept({}), kept(fields)) == expected


def test_same_is_said_in_another_order():
    other = {"key": "2"}
    assert is_same(kept(NICE, other), kept(other, NICE))
