"""What a list of approaches says of each, and in what order."""

import pytest

from tests.approaches.page_text import text
from tests.approaches.rows import approach, family
from tests.pages import rows
from tests.pages.rows import concern
from tests.parsed_html import parsed

STRENGTHS = [
    ("ACT", "Panic: Recommended in a guideline"),
    ("EFT", "Panic: An option in a guideline"),
    ("CBT", "Panic: Little research, or not checked yet"),
]


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def many(index):
    grief, panic, talk = concern("Grief"), concern("Panic", kind="clinical"), family("Talking")
    for title in ("ACT", "EFT"):
        approach(index, title, grief, panic, family=talk)
    return index


def soup(client, address):
    return parsed(client.get(address).content.decode())


def test_families_with_one_approach_each_have_no_headings_and_no_order(index, client):
    for title in ("One", "Two"):
        approach(index, title, family=family(title))
    html = soup(client, index.url)

    assert [one.text.strip() for one in html.select("form :is(h2, h3)")] == ["One", "Two"]
    assert html.select("[name=sort]") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("concern=panic", STRENGTHS),
        ("concern=panic&sort=", STRENGTHS),
        ("concern=panic&sort=name", [STRENGTHS[0], STRENGTHS[2], STRENGTHS[1]]),
        ("concern=panic&concern=grief", [(one, None) for one in ("ACT", "CBT", "EFT")]),
        ("", [(one, None) for one in ("ACT", "CBT", "EFT")]),
    ],
)
def test_list_for_one_concern_is_in_the_order_of_its_strengths(index, client, query, found):
    panic = concern("Panic")
    approach(index, "ACT", concern("Grief"), (panic, "recommends"))
    approach(index, "CBT", panic)
    approach(index, "EFT", (panic, "considers"))
    html = soup(client, f"{index.url}?{query}")

    cards = html.find_all(class_="therapy-card")
    assert [(one.a.text, text(one.find(class_="therapy-strength"))) for one in cards] == found


def test_order_by_strength_is_offered_for_one_concern(many, client):
    def orders(query):
        html = soup(client, f"{many.url}?{query}")
        found = html.select("[name=sort]")
        return [(one["value"], text(one.parent), one.has_attr("checked")) for one in found]

    strength = "By what guidelines and research say"
    assert orders("concern=grief") == [
        ("", strength, True),
        ("family", "By family", False),
        ("name", "From A to Z", False),
    ]
    assert [one for *_rest, one in orders("concern=grief&sort=family")] == [False, True, False]
    assert orders("concern=grief&concern=panic")[0] == ("", "By family", True)


def test_filtered_list_leads_to_the_pages_of_its_concerns(many, client):
    html = soup(client, f"{many.url}?concern=grief&concern=panic")

    links = html.select(".therapy-matches-region .therapy-described > a")
    assert [link["href"] for link in links] == [
        "/approaches/concerns/panic/",
        "/approaches/concerns/grief/",
    ]


def test_offer_is_not_shown_where_every_approach_is_offered(index, client):
    for title in ("One", "Two"):
        approach(index, title, formats=["group"], offered_here=True)

    html = soup(client, index.url)
    assert html.select(".therapy-offered, [name=offered]") == []
    # An address that asks for it can be changed.
    assert html.select("[name=format]") != []
    assert soup(client, f"{index.url}?offered=yes").select("[name=offered][checked]") != []
