import pytest

from tests.pages import rows
from wagtail_therapy.approaches.appointment_sheet.questions import STANDARD_QUESTIONS, questions


@pytest.fixture
def asking(site):
    """Return an approach whose page has these questions."""
    index = rows.approaches(site)

    def build(title, *lines):
        body = [{"type": "questions_to_ask", "value": {"questions": lines}}]
        facts = {"short_definition": title, "references": [rows.reference("one")]}
        return rows.approach(index, title, body=body, **facts)

    return build


def own(found):
    """Return the questions that are not ours, and whether they are chosen."""
    return [(one.text, one.is_chosen) for one in found if one.key not in STANDARD_QUESTIONS]


def test_reader_who_was_not_asked_gets_ours(asking):
    found = questions([asking("ACT", "How long?")], None)

    assert [one.key for one in found if one.is_chosen] == list(STANDARD_QUESTIONS)
    assert own(found) == [("How long?", False)]


def test_reader_may_choose_no_question():
    assert [one for one in questions([], set()) if one.is_chosen] == []


def test_questions_of_pages_are_asked_once_and_without_references(asking):
    act, cbt = asking("ACT", "How long? [ref:one]", "", "How much?"), asking("CBT", "How much?")

    assert [text for text, _chosen in own(questions([act, cbt], None))] == [
        "How long?",
        "How much?",
    ]


def test_question_is_known_by_its_words_not_by_its_place(asking):
    (chosen,) = [
        one
        for one in questions([asking("ACT", "How long?")], None)
        if one.key not in STANDARD_QUESTIONS
    ]

    changed = questions([asking("CBT", "How much?", "How long?")], {chosen.key})

    assert own(changed) == [("How much?", False), ("How long?", True)]


def test_page_without_questions_adds_none(site):
    act = rows.approach(rows.approaches(site), "ACT", short_definition="ACT.")

    assert len(questions([act], {"nonsense"})) == len(STANDARD_QUESTIONS)
