"""The page to take to a first appointment, as visitors put it together."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import translation
from wagtail.models import PageViewRestriction

from tests.approaches.rows import approach
from tests.pages import rows
from tests.practice.rows import PRACTICE
from wagtail_therapy.approaches.appointment_sheet.questions import STANDARD_QUESTIONS
from wagtail_therapy.practice.models import PracticeSettings

ADDRESS = "/approaches/take-along/"
TRIAL = rows.reference(kind="trial")


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def act(index):
    return approach(
        index,
        "ACT",
        (rows.concern("Grief"), "considers"),
        offered_here=True,
        cost="80 a session",
        sessions_min=8,
        frequency="weekly",
        structure="structured",
        body=[{"type": "questions_to_ask", "value": {"questions": ["How much at home?"]}}],
    )


def soup(client, query=""):
    response = client.get(ADDRESS + query)
    assert response.status_code == 200, query
    return BeautifulSoup(response.content.decode(), "html.parser")


def squeezed(tag):
    return " ".join(tag.get_text(" ").split())


def asked(html):
    return [squeezed(one) for one in html.select(".therapy-take-along-questions > li")]


def test_page_has_each_approach_in_short(act, client):
    taken = soup(client, "?a=act").select_one(".therapy-take-along-approach")

    assert [" ".join(one.text.split()) for one in taken.find_all(["h2", "p", "li"])] == [
        "ACT",
        "About ACT.",
        "Offered here.",
        "Our interest: We offer this therapy ourselves, so read our view of it with that in mind.",
        "Grief. Guidelines: Can be considered: NICE (2022). Research: Not checked yet.",
    ]
    assert [squeezed(one) for one in taken.select("dl > div")] == [
        "How many sessions 8 sessions or more",
        "How often Once a week",
        "What it costs 80 a session",
    ]


def test_page_has_all_that_qualifies_a_claim(index, client):
    grief = rows.concern("Grief")
    qualified = {
        "outcome": "no_better",
        "reference_keys": "orla-2024",
        "compared_with": "a waiting list",
        "certainty": "low",
        "note": "Two trials. Small!",
    }
    claims = {
        "concerns": [rows.used_for(grief, "few_studies", **qualified)],
        "recommendations": [
            rows.says(grief, population="adults <65", guideline=rows.guideline()),
            rows.says(grief, "considers", guideline=rows.guideline("APA", 2017)),
        ],
    }
    rows.approach(index, "ACT", short_definition="Room.", references=[TRIAL], **claims)

    (claim,) = soup(client, "?a=act").select(".therapy-taken-claims li")

    assert squeezed(claim) == (
        "Grief. Guidelines: Recommended: NICE (2022). For: adults <65. Can be considered: APA "
        "(2017). Research: A few studies: no better than what it was compared with. Compared with: "
        "a waiting list. How sure that is: low. Note: Two trials. Small!"
    )


@pytest.mark.parametrize(
    ("language", "day"), [("en", "Nov. 29, 2026"), ("de", "29. November 2026")]
)
def test_page_says_from_where_and_when_it_is(act, index, client, settings, language, day):
    settings.LANGUAGE_CODE = language
    with translation.override(language), time_machine.travel("2026-11-29T12:00Z", tick=False):
        printed = soup(client, "?a=act").select_one(".therapy-sheet > .therapy-hint")

    place = f"Foreign host (http://testserver{ADDRESS})"
    assert squeezed(printed) == f"Printed from {place} on {day}."


def test_questions_are_those_that_the_reader_ticked(act, client):
    html = soup(client, "?a=act")
    own = html.find("input", value=lambda value: value not in {*STANDARD_QUESTIONS, "act", "1"})
    assert len(asked(html)) == len(STANDARD_QUESTIONS)

    chosen = soup(client, f"?asked=1&a=act&q=cost&q={own['value']}")

    assert asked(chosen) == [str(STANDARD_QUESTIONS["cost"]), "How much at home?"]
    ticked = [box["value"] for box in chosen.select("input[checked]")]
    assert ticked == ["act", "cost", own["value"]]
    assert asked(soup(client, "?asked=1&a=act")) == []


def test_questions_alone_may_be_taken(act, client):
    html = soup(client)

    assert (len(asked(html)), html.select(".therapy-take-along-approach")) == (
        len(STANDARD_QUESTIONS),
        [],
    )
    assert squeezed(html.select_one("form .therapy-note")).startswith("You haven’t chosen")
    assert html.select_one(".therapy-back-link a")["href"] == "/approaches/"


def test_private_approach_is_left_out_like_an_unknown_one(act, index, client):
    private = approach(index, "EFT")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    notes = [
        [squeezed(one) for one in soup(client, f"?a=act&a={slug}").select("[role=status] p")]
        for slug in ("eft", "nonsense")
    ]

    assert notes[0] == notes[1]
    assert notes[0] == ["We couldn’t find some of the approaches you chose, so we left them out."]


def test_four_approaches_fit(index, client):
    pages = [approach(index, f"Way {number}") for number in range(5)]
    html = soup(client, "?" + "&".join(f"a={page.slug}" for page in pages))

    assert len(html.select(".therapy-take-along-approach")) == 4
    assert [squeezed(one) for one in html.select("[role=status] p")] == [
        "Up to four approaches fit on this page. The first four are on it."
    ]


def test_filters_of_the_list_stay_out_of_the_address(act, client):
    response = client.get(f"{ADDRESS}?concern=grief&sort=name&a=act")

    assert (response.status_code, response["Location"]) == (302, "?a=act")
    assert response["Referrer-Policy"] == "no-referrer"


def test_choice_is_kept_to_its_reader(act, client):
    response = client.get(f"{ADDRESS}?a=act&q=cost")

    head = BeautifulSoup(response.content.decode(), "html.parser").head
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert head.find("link", rel="canonical") is None
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store, max-age=0"
    assert len(response.cookies) == 0


def test_former_address_of_an_approach_leads_to_the_page(
    act, client, django_capture_on_commit_callbacks
):
    act.slug = "acceptance"
    with django_capture_on_commit_callbacks(execute=True):
        rows.publish(act)

    response = client.get(f"{ADDRESS}?a=act&q=cost")

    assert (response.status_code, response["Location"]) == (301, "?a=acceptance&q=cost")


def test_numbers_are_on_the_page_even_where_the_notice_is_not(act, index, site, client):
    PracticeSettings.objects.create(site=site, name="Willowmere", **PRACTICE)
    index.crisis_notice = "never"
    rows.publish(index)

    numbers = squeezed(soup(client, "?a=act").select_one(".therapy-take-along-numbers"))

    for shown in ("+44 1632 960001", "Call 999", "Samaritans", "National Domestic Abuse Helpline"):
        assert shown in numbers


@pytest.mark.parametrize(
    ("page", "query"),
    [("/approaches/act/", "?a=act"), ("/approaches/compare/?a=act&a=cbt", "?a=act&a=cbt")],
)
def test_pages_lead_to_it_with_what_they_are_about(act, index, client, page, query):
    approach(index, "CBT")
    html = BeautifulSoup(client.get(page).content.decode(), "html.parser")

    links = [one["href"] for one in html.find_all("a", href=True) if "take-along" in one["href"]]
    assert links == [ADDRESS + query]


def test_number_of_queries_does_not_grow(act, index, client, django_assert_num_queries):
    def queries(query="?a=act"):
        cache.clear()
        client.get(ADDRESS + query)
        with django_assert_num_queries(QUERIES):
            client.get(ADDRESS + query)

    queries()
    act.approach_concerns = [rows.used_for(rows.concern(f"Concern {one}")) for one in range(9)]
    act.approach_recommendations = []
    rows.publish(act)
    for number in range(3):
        approach(index, f"Way {number}")
    queries("?a=act&a=way-0&a=way-1&a=way-2")


QUERIES = 10
