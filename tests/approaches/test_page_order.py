"""What readers see first of an approach, and what unfolds."""

import pytest

from tests.approaches.page_text import text
from tests.pages import rows

CLAIMS = "What it may help with"
EVIDENCE = "What research says"


def test_first_facts_are_outside_of_what_unfolds(shown):
    html = shown(
        time_focus="present",
        frequency="weekly",
        sessions_min=6,
        session_minutes_min=50,
        formats=["individual"],
        delivery=["video"],
        cost="$160",
    )

    box = html.find(class_="therapy-facts-box")
    unfolds = box.details.extract()
    assert [text(one) for one in box.select("h2, dt")] == [
        "At a glance",
        "How many sessions",
        "Length of a session",
        "Who takes part",
        "How you meet",
    ]
    assert [text(one) for one in unfolds.select("summary, h3, dt")] == [
        "More facts",
        "Past or present?",
        "How often",
        "Before you begin",
        "What it costs",
    ]


def test_note_on_the_number_of_sessions_unfolds(shown):
    box = shown(sessions_min=6, length_note="For one event. Else more.").find(
        class_="therapy-facts-box"
    )
    unfolds = box.details.extract()

    assert [text(one) for one in box.select("dt, dd")] == [
        "How many sessions",
        "6 sessions or more",
    ]
    assert [text(one) for one in unfolds.select("dt, dd")] == [
        "How long it often takes",
        "For one event. Else more.",
    ]


def test_any_facts_are_outside_if_the_usual_ones_are_not_stated(shown):
    box = shown(time_focus="present").find(class_="therapy-facts-box")
    box.details.extract()

    assert [text(one) for one in box.select("dt")] == ["Past or present?"]


def test_key_points_come_before_the_offer_and_the_facts(shown):
    body = [
        {"type": "key_points", "value": {"points": ["<p>You plan small steps.</p>"]}},
        {"type": "how_it_works", "value": {"text": "<p>Words.</p>"}},
    ]
    html = shown(
        body=body, offered_here=True, frequency="weekly", concerns=[rows.used_for(rows.concern())]
    )

    assert [text(one) for one in html.select(".therapy-approach h1, .therapy-approach h2")] == [
        "ACT",
        "Key points",
        "At this practice",
        "At a glance",
        "How it works",
        "What it may help with",
    ]


def section(kind):
    return {"type": kind, "value": {"summary" if kind == "evidence" else "text": "<p>Words.</p>"}}


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ([section("how_it_works"), section("evidence")], ["How it works", CLAIMS, EVIDENCE]),
        ([section("evidence"), section("how_it_works")], [CLAIMS, EVIDENCE, "How it works"]),
        (
            [
                {"type": "paragraph", "value": "<p>Words.</p>"},
                {"type": "subheading", "value": {"text": "Part"}},
                {"type": "heading", "value": {"text": "Next"}},
            ],
            ["Part", CLAIMS, "Next"],
        ),
        ([], [CLAIMS]),
    ],
)
def test_claims_come_after_the_first_section_and_before_the_evidence(shown, body, headings):
    html = shown(body=body, concerns=[rows.used_for(rows.concern())])

    found = html.select(".therapy-body :is(h2, h3), #therapy-claims")
    assert [text(one) for one in found] == headings


def test_headings_have_ids_of_their_own_though_the_claims_part_them(shown):
    body = [{"type": "heading", "value": {"text": "Again"}} for _number in range(3)]
    html = shown(body=body, concerns=[rows.used_for(rows.concern())])

    assert [one["id"] for one in html.select(".therapy-body h2")] == [
        "h-again",
        "h-again-2",
        "h-again-3",
    ]


def test_key_points_stay_where_an_editor_put_them_later(shown):
    body = [
        {"type": "how_it_works", "value": {"text": "<p>Words.</p>"}},
        {"type": "key_points", "value": {"points": ["<p>You plan small steps.</p>"]}},
    ]
    html = shown(body=body, frequency="weekly")

    assert [text(one) for one in html.select(".therapy-approach h2")] == [
        "At a glance",
        "How it works",
        "Key points",
    ]
