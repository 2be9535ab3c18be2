"""What a claim needs before readers see it: praise, doubt and damnation alike."""

import os
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.approaches.claim_rows import claim_row, guideline_row, references
from wagtail_therapy.approaches.evidence.choices import (
    Outcome,
    Recommendation,
    Research,
)
from wagtail_therapy.approaches.evidence.source_requirements import (
    recommendations_errors,
    research_errors,
)
from wagtail_therapy.content.text.references import KINDS

# The property was also run with 10000.
TRIES = int(os.environ.get("EVIDENCE_TRIES", "200"))
KEYS = {"one": "meta_analysis", "two": "trial", "three": "trial", "four": "book", "five": ""}
FEW = {"research": "few_studies", "outcome": "mixed"}
SEVERAL = {"research": "several_trials", "outcome": "mixed"}
LIST = "You can use “one”, “two”, “three”, “four”, “five”."
KIND = "Check the kind of each in the list of references."
TRIALS = (
    "“Several trials” needs a meta-analysis or systematic review, or two trials, among its "
    "references."
)
TWO = {"reference_keys": "two"}
STUDY = "“A few studies” needs a trial or a review among its references."
BARE = {"guideline": SimpleNamespace(body="NICE", year=2022, url="")}
LOOKED_UP = (
    "Readers can’t look it up. Add its web address under Practice → Guidelines, or the key of a "
    "reference of the kind “Guideline”."
)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {}),
        (SEVERAL, {"reference_keys": f"{TRIALS} {LIST}"}),
        (SEVERAL | {"reference_keys": "four"}, {"reference_keys": f"{TRIALS} {KIND}"}),
        (SEVERAL | {"reference_keys": "two, two"}, {"reference_keys": f"{TRIALS} {KIND}"}),
        (SEVERAL | {"reference_keys": "two, three"}, {}),
        (SEVERAL | {"reference_keys": "one"}, {}),
        (FEW, {"reference_keys": f"{STUDY} {LIST}"}),
        (FEW | {"reference_keys": "five"}, {"reference_keys": f"{STUDY} {KIND}"}),
        (FEW | {"reference_keys": "two"}, {}),
        ({"research": "few_studies"} | TWO, {"outcome": "Say what the research found."}),
        (
            FEW | {"reference_keys": "two", "outcome": "no_better"},
            {"compared_with": "Say what it was compared with."},
        ),
        (
            {"outcome": "no_better"},
            {"research": "Say how much research found that, or leave out what it found."},
        ),
        (
            {"note": "Dangerous. Come to us instead."},
            {"reference_keys": f"Say where that comes from. {LIST}"},
        ),
        ({"certainty": "high"}, {"reference_keys": f"Say where that comes from. {LIST}"}),
        ({"note": "In adults", "reference_keys": "four"}, {}),
        ({"research": "a choice of long ago"}, {"research": "Choose from the list."}),
        (
            {"reference_keys": "gone"},
            {"reference_keys": f"There is no reference with the key “gone” on this page. {LIST}"},
        ),
    ],
)  # fmt: skip
def test_research_needs_the_kind_of_source_that_it_claims(fields, errors):
    found = research_errors([claim_row(**fields)], [], references(KEYS))

    assert [each for _row, each in found] == ([errors] if errors else [])


def test_trial_that_is_listed_twice_is_one_trial():
    twice = references({"two": "trial", "three": "trial"}, doi="10.1000/same")

    ((_row, errors),) = research_errors(
        [claim_row(**SEVERAL, reference_keys="two, three")], [], twice
    )

    assert errors == {"reference_keys": f"{TRIALS} {KIND}"}


@pytest.mark.parametrize("recommendation", Recommendation.values)
@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {}),
        ({"guideline": None}, {"guideline": "Choose the guideline that says so."}),
        (BARE, {"guideline": LOOKED_UP}),
        (BARE | {"reference_keys": "one"}, {"guideline": LOOKED_UP}),
        (BARE | {"reference_keys": "six"}, {}),
        ({"concern_id": 2}, {"concern": "Add this concern under “Concerns”, too."}),
    ],
)
def test_guideline_can_be_looked_up_whatever_it_says(recommendation, fields, errors):
    known = references(KEYS | {"six": "guideline"})
    row = guideline_row(recommendation=recommendation, **fields)

    found = recommendations_errors([row], [claim_row()], known)

    assert [each for _row, each in found] == ([errors] if errors else [])


def test_guideline_without_a_body_or_a_year_is_none():
    for lacking in ({"body": " "}, {"year": 0}):
        whole = {"body": "NICE", "year": 2022, "url": "https://nice.example/"}
        row = guideline_row(guideline=SimpleNamespace(**(whole | lacking)))
        ((_row, errors),) = recommendations_errors([row], [claim_row()], [])
        assert errors == {
            "guideline": ("Add who published it, and its year, under Practice → Guidelines.")
        }


def test_guideline_is_named_once_for_a_concern_and_then_was_found():
    row = guideline_row(guideline_id=7)
    claim = claim_row(no_guideline_found=True)

    ((_row, errors),) = recommendations_errors([row, guideline_row(guideline_id=7)], [claim], [])
    ((_claim, of_claim),) = research_errors([claim], [row], [])

    assert (errors, of_claim) == (
        {"guideline": "This guideline is already listed above for this concern."},
        {"no_guideline_found": "You name a guideline below, so untick this."},
    )


kinds = st.dictionaries(
    st.sampled_from(["one", "two", "three"]), st.sampled_from(["", *dict(KINDS)]), max_size=3
)
keys = st.lists(st.sampled_from(["one", "two", "three", "gone"]), max_size=3).map(", ".join)
words = st.sampled_from(["", " ", "Dangerous."])
claims = st.fixed_dictionaries(
    {
        "research": st.sampled_from([*Research.values, "", "proven"]),
        "outcome": st.sampled_from([*Outcome.values, "cure"]),
        **dict.fromkeys(["compared_with", "certainty", "note"], words),
        "reference_keys": keys,
        "no_guideline_found": st.booleans(),
    }
)
guidelines = st.none() | st.builds(
    SimpleNamespace,
    body=st.sampled_from(["", " ", "NICE"]),
    year=st.sampled_from([None, 0, 2022]),
    url=st.sampled_from(["", "https://nice.example/"]),
)
statements = st.fixed_dictionaries(
    {
        "recommendation": st.sampled_from([*Recommendation.values, ""]),
        "guideline": guidelines,
        "guideline_id": st.integers(1, 2),
        "concern_id": st.sampled_from([None, 1, 2]),
        "population": words,
        "reference_keys": keys,
    }
)


def check_combination(listed, claim, recommended):
    """Whatever is let through has its source: looked for here in another way."""
    row, rows = claim_row(**claim), [guideline_row(**one) for one in recommended]
    known = references(listed)
    cited = [listed[key] for key in set(row.get_reference_keys()) if key in listed]
    if not research_errors([row], rows, known):
        is_several = "meta_analysis" in cited or cited.count("trial") >= 2
        is_studied = bool({"meta_analysis", "trial", "review"} & set(cited))
        assert row.research != "several_trials" or is_several
        assert row.research != "few_studies" or is_studied
        assert not row.outcome or is_studied
        assert not (row.note.strip() or row.certainty.strip()) or cited
    if not recommendations_errors(rows, [row], known):
        for one in rows:
            named = [listed[key] for key in one.get_reference_keys() if key in listed]
            assert one.guideline.body.strip()
            assert one.guideline.year
            assert one.guideline.url or "guideline" in named
            assert one.recommendation in Recommendation.values


@given(kinds, claims, st.lists(statements, max_size=2))
@settings(max_examples=TRIES, deadline=None, database=None)
def test_no_combination_is_let_through_without_its_source(listed, claim, recommended):
    check_combination(listed, claim, recommended)
