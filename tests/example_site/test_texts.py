"""What the texts of the example site claim: people copy from them."""

import re
import tomllib
from datetime import date

import pytest

from tests.example_site.readability import grade
from tests.example_site.texts import TEXTS, manuscripts
from wagtail_therapy.approaches.content_checks import SUPERLATIVE
from wagtail_therapy.content.content_checks.advice import promises
from wagtail_therapy.content.text.references import DOI

HIGHEST_GRADE = 8
APPROACHES = manuscripts("approaches")
CITING = [*APPROACHES, *manuscripts("posts")]
PRACTICE = tomllib.loads((TEXTS / "practice.toml").read_text())

PHONE = re.compile(r"(?<![\w./–-])\+?\(?\d{2,5}\)?[ -]?\d{3}[ -]\d{3,4}(?![\w–-])")
INVENTED_PHONE = re.compile(r"202 555 01\d\d|01632 960\d{3}")

every_approach = pytest.mark.parametrize("approach", APPROACHES, ids=str)


def test_there_are_the_approaches_that_were_promised():
    assert [str(approach) for approach in APPROACHES] == [
        "acceptance-and-commitment-therapy",
        "cognitive-behavioral-therapy",
        "dbt-skills",
        "emdr",
        "emotionally-focused-couple-therapy",
        "internal-family-systems",
        "person-centered-therapy",
        "psychodynamic-therapy",
    ]


@every_approach
def test_what_research_found_names_its_references_and_guidelines_are_in_the_register(approach):
    known = {row[0] for row in approach.cells("Reference")}
    for concern, research, *_found, keys, _note in approach.cells("Concern"):
        named = {key.strip() for key in keys.split(",") if key}
        assert named <= known
        assert bool(named) == (research != "not_checked"), concern
    named = {row[1] for row in approach.cells("Recommendation")}
    assert named <= set(PRACTICE["guidelines"])


def test_one_approach_has_little_research_for_all_that_it_is_used_for():
    amounts = {str(one): {row[1] for row in one.cells("Concern")} for one in APPROACHES}
    little = {"few_studies", "not_checked"}
    of_guidelines = {str(one) for one in APPROACHES if one.cells("Recommendation")}
    found = [name for name, amount in amounts.items() if amount <= little]
    assert [name for name in found if name not in of_guidelines] == ["internal-family-systems"]


def test_one_approach_is_overdue_for_review_by_design():
    reviewed = {str(one): date.fromisoformat(one.cells("Reviewed")[0][0]) for one in APPROACHES}
    old = {name for name, day in reviewed.items() if day < date(2024, 11, 1)}
    assert old == {"person-centered-therapy"}


@every_approach
def test_reviewer_is_not_an_author_of_the_page(approach):
    ((_day, reviewer, _note),) = approach.cells("Reviewed")
    assert [reviewer] not in approach.cells("Author")


@every_approach
def test_approach_has_sections_about_its_limits(approach):
    sections = ["fit", "evidence", "risks_and_limits", "if_it_does_not_help", "questions_to_ask"]
    assert [name for name in sections if not approach.section(name)] == []


@every_approach
def test_approach_is_easy_to_read_where_it_matters(approach):
    sections = {name: approach.section(name) for name in ("what_to_expect", "fit")}
    sections["risks_and_limits"] = approach.section("risks_and_limits")
    sections["definition"] = approach.cells("Short-Definition")[0][0]
    grades = {name: grade(text) for name, text in sections.items()}
    assert {name: found for name, found in grades.items() if found > HIGHEST_GRADE} == {}


@pytest.mark.parametrize("text", CITING, ids=str)
def test_text_promises_nothing(text):
    assert list(promises(text.head + text.body, SUPERLATIVE)) == []


@every_approach
def test_vignettes_are_invented(approach):
    assert set(re.findall(r"\[!EXAMPLE\] ?(.*)", approach.body)) <= {"invented"}


@pytest.mark.parametrize("text", CITING, ids=str)
def test_what_is_cited_is_listed_and_each_doi_is_one(text):
    listed = text.cells("Reference")
    assert [row[8] for row in listed if row[8] and not DOI.fullmatch(row[8])] == []
    cited = set(re.findall(r"\[ref:([^\]]+)\]", text.body))
    rows = [row[5].split(",") for row in text.cells("Concern")]
    named = cited.union(*({key.strip() for key in keys if key} for keys in rows))
    assert named == {row[0] for row in listed}


def test_dbt_skills_page_states_the_scope_of_the_offer():
    (dbt,) = [one for one in APPROACHES if str(one) == "dbt-skills"]
    scope = "We teach DBT skills; we do not run a full DBT program."
    assert scope in dbt.cells("Short-Definition")[0][0]
    assert scope in dbt.body


def test_concerns_and_families_are_those_that_approaches_name():
    named = {row[0] for one in APPROACHES for row in one.cells("Concern")}
    assert named == set(PRACTICE["concerns"])
    families = {one.cells("Family")[0][0] for one in APPROACHES}
    assert families == set(PRACTICE["families"])


def test_crisis_notice_comes_first_where_readers_may_be_in_danger():
    first = [slug for slug, row in PRACTICE["concerns"].items() if row.get("shows_crisis_notice")]
    assert first == ["trauma-and-ptsd", "self-harm"]


def test_telephone_numbers_and_licences_are_invented():
    files = [*TEXTS.rglob("*.md"), *TEXTS.rglob("*.toml")]
    numbers = [found for file in files for found in PHONE.findall(file.read_text())]
    assert numbers != []
    assert [number for number in numbers if not INVENTED_PHONE.search(number)] == []
    licences = [row[2] for one in manuscripts("authors") for row in one.cells("License")]
    assert [number for number in licences if not number.startswith("DEMO-")] == []
