from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from wagtail_therapy.approaches.compare import facts
from wagtail_therapy.approaches.compare.facts import FactRow
from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.pages.models import ApproachPage

# A page asks for its content type when it is made.
pytestmark = pytest.mark.django_db


def text(source, **fields):
    return FactRow(source, "Label").text(ApproachPage(**fields))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("time_focus", "past_and_present", "The past and the present"),
        ("time_focus", "", ""),
        ("time_focus", "a choice of long ago", "a choice of long ago"),
        ("therapist_style", " active ", "active"),
        ("offered_here", True, "Yes"),
        ("offered_here", False, "No"),
        ("formats", ["group", "individual"], "Individual\nGroup"),
        ("formats", [], ""),
        ("formats", None, ""),
        ("sessions_min", 0, "0"),
        ("updated_date", date(2026, 11, 2), "Nov. 2, 2026"),
        ("updated_date", None, ""),
        ("family", ApproachFamily(name="Humanistic"), "Humanistic"),
        ("family", None, ""),
        ("not_to_be_confused_with", "<p>Tapping &amp; <b>more</b></p>", "Tapping & more"),
    ],
)
def test_row_says_what_a_field_holds_in_words(source, value, shown):
    assert text(source, **{source: value}) == shown


def test_row_may_be_of_a_method_or_a_function_or_of_nothing():
    named = {"also_known_as": "ACT, contextual therapy"}

    assert text("get_other_names", **named) == "ACT, contextual therapy"
    assert text(lambda approach: approach.title, title="ACT") == "ACT"
    assert text("no_such_field") == ""


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"updated_date": date(2026, 11, 2)}, "Updated Nov. 2, 2026"),
        ({}, "Published Oct. 1, 2026"),
        ({"first_published_at": None}, ""),
    ],
)
def test_page_that_was_never_updated_says_when_it_was_published(fields, shown):
    published = {"first_published_at": datetime(2026, 10, 1, 12, tzinfo=UTC)}

    assert text(facts.dated, **published | fields) == shown


def test_moment_is_the_day_that_it_falls_on_here(settings):
    settings.TIME_ZONE = "Pacific/Auckland"

    assert facts.in_words(datetime(2026, 10, 1, 22, tzinfo=UTC)) == "Oct. 2, 2026"


def test_row_of_an_unknown_group_is_refused():
    with pytest.raises(ValueError, match="'fees' is none of"):
        FactRow("fee_note", "Fees", "fees")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, ""),
        ({"sessions_min": 12, "sessions_max": 20}, "12 to 20 sessions"),
        ({"sessions_min": 12, "sessions_max": 12}, "12 sessions"),
        ({"sessions_min": 1, "sessions_max": 1}, "1 session"),
        ({"sessions_min": 12}, "12 sessions or more"),
        ({"sessions_max": 20}, "Up to 20 sessions"),
        ({"open_ended": True}, "Open-ended"),
        (
            {"sessions_min": 12, "sessions_max": 20, "open_ended": True, "length_note": "Varies"},
            "12 to 20 sessions, or open-ended. Varies",
        ),
        ({"length_note": "As long as it takes"}, "As long as it takes"),
    ],
)
def test_number_of_sessions_is_in_words(fields, shown):
    assert facts.number_of_sessions(ApproachPage(**fields)) == shown


def test_length_of_a_session_is_in_minutes():
    approach = ApproachPage(session_minutes_min=50, session_minutes_max=90)

    assert facts.length_of_session(approach) == "50 to 90 minutes"


def test_words_follow_the_language():
    with translation.override("de"):
        assert facts.in_words(date(2026, 11, 2)) == "2. November 2026"
