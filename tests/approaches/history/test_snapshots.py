import pytest

from tests.approaches.history.claim_changes import snapshot
from wagtail_therapy.approaches.history.snapshots import differences, lines


def test_lines_of_an_empty_snapshot_are_empty():
    assert lines({}) == []


def test_lines_answer_both_questions():
    assert lines(snapshot()) == ["Guidelines: Not checked yet", "Research: Not checked yet"]


def test_lines_name_each_guideline_and_what_became_of_it():
    older = {
        "name": "NICE (2009)",
        "status": "superseded",
        "replaced_by": "NICE (2022)",
        "recommendation": "considers",
        "population": "Adults ",
    }
    assert lines(snapshot({}, older))[:2] == [
        "Recommended: NICE (2022)",
        "Can be considered: NICE (2009), replaced by NICE (2022). For: Adults",
    ]


def test_lines_have_all_fields_about_research():
    taken = snapshot(
        no_guideline_found=True,
        research="few_studies",
        outcome="as_good",
        compared_with="CBT",
        certainty="low (GRADE)",
        note="In adults",
    )
    guidelines, research = lines(taken)
    assert guidelines == "Guidelines: No guideline mentions it, as far as we know"
    assert research == (
        "Research: A few studies: about as good as another therapy. Compared with: CBT. "
        "How sure that is: low (GRADE). Note: In adults"
    )


RECOMMENDED = "Recommended: NICE (2022)"
NAMESAKE = {"key": "2"}
WITHDRAWN = {"status": "withdrawn"}
REPLACED = {"status": "superseded", "replaced_by": "NICE (2026)"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "NICE CG1"}, ([], [])),
        ({"replaced_by": "NICE 2"}, ([], [])),
        (WITHDRAWN, ([RECOMMENDED], [f"{RECOMMENDED}, withdrawn since"])),
        ({"population": "Adults"}, ([RECOMMENDED], [f"{RECOMMENDED}. For: Adults"])),
        ({"population": " "}, ([], [])),
        ({"recommendation": "considers"}, ([RECOMMENDED], ["Can be considered: NICE (2022)"])),
    ],
)
def test_differences_are_what_a_guideline_says_and_not_what_it_is_called(fields, expected):
    assert differences(snapshot({}), snapshot(fields)) == expected


def test_differences_are_none_in_another_order():
    assert differences(snapshot({}, NAMESAKE), snapshot(NAMESAKE, {})) == ([], [])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([{}, NAMESAKE], [NAMESAKE], ([RECOMMENDED], [])),
        ([NAMESAKE], [{}, NAMESAKE], ([], [RECOMMENDED])),
        ([{}], [NAMESAKE], ([], [])),
        ([{}], [NAMESAKE | WITHDRAWN], ([RECOMMENDED], [f"{RECOMMENDED}, withdrawn since"])),
        ([{}, {}], [{}], ([], [])),
    ],
)
def test_differences_know_two_guidelines_of_one_name_apart(before, after, expected):
    assert differences(snapshot(*before), snapshot(*after)) == expected


def test_differences_ignore_the_withdrawal_of_a_replaced_guideline():
    assert differences(snapshot(REPLACED), snapshot(REPLACED | WITHDRAWN)) == ([], [])


@pytest.mark.parametrize("fields", [{"note": " "}, {"compared_with": " "}])
def test_differences_are_none_in_what_readers_cannot_see(fields):
    assert differences(snapshot({}), snapshot({}, **fields)) == ([], [])


def test_differences_are_none_in_what_was_not_kept_yet():
    before = snapshot({}, research="few_studies")
    del before["certainty"]
    after = snapshot({}, research="few_studies", certainty="low (GRADE)")

    assert differences(before, after) == ([], [])
    assert differences(before, after | {"note": "In adults"}) == (
        ["Research: A few studies"],
        ["Research: A few studies. How sure that is: low (GRADE). Note: In adults"],
    )


def test_differences_of_what_is_new_are_all_of_it():
    assert differences({}, snapshot({})) == ([], [RECOMMENDED, "Research: Not checked yet"])
    assert differences(snapshot({}), {}) == ([RECOMMENDED, "Research: Not checked yet"], [])
