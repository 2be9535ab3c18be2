import pytest

from tests.approaches.claim_rows import claim_row, guideline_lines, guideline_row
from wagtail_therapy.approaches.evidence.claims import Claim, Statement
from wagtail_therapy.approaches.models import Guideline


def claim(*recommendations, status="current", **fields):
    guideline = Guideline(body="NICE", number="NG1", year=2022, status=status)
    statements = [
        Statement(guideline_row(recommendation=one), guideline) for one in recommendations
    ]
    return Claim(claim_row(**fields), "Anxiety", tuple(statements))


@pytest.mark.parametrize(
    ("recommendations", "research", "standing"),
    [
        (["recommends"], "not_checked", "recommended"),
        (["considers", "recommends"], "not_checked", "recommended"),
        (["considers", "research_only"], "several_trials", "considered"),
        (["recommends", "advises_against"], "several_trials", "disputed"),
        (["advises_against", "research_only"], "several_trials", "advised_against"),
        (["research_only"], "several_trials", "research_only"),
        ([], "few_studies", "studied"),
        ([], "none_found", "unknown"),
        ([], "not_checked", "unknown"),
    ],
)
def test_claim_has_the_standing_that_guidelines_give_it(recommendations, research, standing):
    assert claim(*recommendations, research=research).standing == standing


@pytest.mark.parametrize("recommendation", ["recommends", "advises_against"])
def test_guideline_that_was_withdrawn_moves_a_claim_in_no_direction(recommendation):
    found = claim(recommendation, status="withdrawn")

    assert (found.standing, guideline_lines(found), len(found.outdated)) == (
        "unknown",
        [f"{found.statements[0].recommendation}: NICE NG1 (2022), withdrawn since"],
        1,
    )


@pytest.mark.parametrize(
    ("fields", "guidelines", "research"),
    [
        ({}, ["Not checked yet"], "Not checked yet"),
        (
            {"no_guideline_found": True, "research": "none_found"},
            ["No guideline mentions it, as far as we know"],
            "We looked and found none",
        ),
        (
            {"research": "few_studies", "outcome": "no_better"},
            ["Not checked yet"],
            "A few studies: no better than what it was compared with",
        ),
        ({"research": "of long ago"}, ["Not checked yet"], "of long ago"),
    ],
)
def test_not_checked_none_found_and_no_better_are_three_answers(fields, guidelines, research):
    found = claim(**fields)

    assert (guideline_lines(found), found.research) == (guidelines, research)
