"""Approaches side by side, as visitors ask for them."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, PageViewRestriction

from tests.approaches.rows import approach, family
from tests.pages import rows
from tests.pages.rows import concern
from wagtail_therapy.approaches.models import ApproachFamily, Concern
from wagtail_therapy.pages.models import ApproachIndexPage, ApproachPage

RESEARCH = "Research: Not checked yet"


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def three(index):
    grief, panic = concern("Grief"), concern("Panic", kind="clinical")
    talking = family("Talking")
    approach(
        index, "ACT", grief, (panic, "recommends"), family=talking, abbreviation="A",
        sessions_min=8, sessions_max=12, formats=["individual", "group"], frequency="weekly",
        updated_date=date(2026, 11, 2),
    )  # fmt: skip
    facts = {"frequency": "weekly", "first_published_at": datetime(2026, 10, 1, 12, tzinfo=UTC)}
    approach(index, "EFT", grief, family=talking, offered_here=True, **facts)
    approach(index, "CBT", (panic, "advises_against"))
    return index


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def compare(client, query):
    return soup(client, f"/approaches/compare/?{query}")


def table(html):
    """Return the rows of the table by their header, as they would be read."""
    found = {}
    for row in html.find("table").find_all("tr"):
        label, *cells = row.find_all(["th", "td"])
        if cells:
            for hidden in row.find_all(class_="therapy-compare-cell-name"):
                hidden.decompose()
            found[squeezed(label)] = [squeezed(cell) for cell in cells]
    return found


def squeezed(tag):
    return " ".join(tag.get_text(" ").split())


def same(html):
    """Return what is the same for all by its heading, and what isn't stated at all."""
    found = html.find(class_="therapy-similarities")
    facts = {squeezed(one.dt): squeezed(one.dd) for one in found.select("dl > div")}
    return squeezed(found.summary), facts, [squeezed(one) for one in found.select("p")]


def test_table_has_facts_evidence_and_dates_in_the_readers_order(three, client):
    html = compare(client, "a=eft&a=act")

    assert table(html) == {
        "": ["EFT", "ACT"],
        "What it is": ["About EFT.", "About ACT."],
        "Offered at this practice": ["Yes", "No"],
        "How many sessions": ["Not stated", "8 to 12 sessions"],
        "Who takes part": ["Not stated", "Individual Group"],
        "Panic": ["Not covered here yet", f"Guidelines: Recommended {RESEARCH} NICE (2022)"],
        "Last updated": ["Published Oct. 1, 2026", "Updated Nov. 2, 2026"],
    }


SESSIONS = (
    "Past or present?; Structure; How the therapist works; Going over the past in detail; "
    "Tasks between sessions; Length of a session; How you meet; Who it’s for (ages)"
)


def test_rows_that_are_the_same_for_all_are_folded_into_one_list(three, client):
    assert same(compare(client, "a=eft&a=act")) == (
        "12 things are the same",
        {
            "Family": "Talking",
            "How often": "Once a week",
            "Grief": f"Guidelines: Not checked yet {RESEARCH}",
        },
        [f"Not stated: {SESSIONS}.", "Not stated: Reviewed."],
    )


def test_table_has_a_caption_scopes_and_no_aria_roles(three, client):
    found = compare(client, "a=eft&a=act").table

    assert {one["scope"] for one in found.find_all("th")} == {"col", "rowgroup", "row"}
    # Checkers of HTML refuse roles that repeat those of the elements: decision 42.
    assert found.find_all(role=True) == []
    assert found.caption.text == "EFT and ACT compared"
    assert [(one.text, one["href"]) for one in found.thead.find_all("a")] == [
        ("EFT", "/approaches/eft/"),
        ("ACT", "/approaches/act/"),
    ]
    assert [squeezed(one) for one in found.find_all(class_="therapy-compare-group")] == [
        "Overview",
        "Sessions",
        "What guidelines and research say about using it for",
        "About these pages",
    ]


def test_table_says_who_reviewed_a_page_and_leads_to_guideline_and_concern(three, client):
    act = ApproachPage.objects.get(slug="act")
    rows.review(act, rows.author("Orla Penhallow", post_nominals="PsyD"), date(2026, 11, 3))

    html = compare(client, "a=eft&a=act")
    assert table(html)["Reviewed"] == ["Not stated", "Nov. 3, 2026 by Orla Penhallow, PsyD"]
    evidence = [*html.table.find_all("tbody")[2].find_all("a"), *html.select("details dt a")]
    assert [(one.text, one["href"]) for one in evidence] == [
        ("Panic", "/approaches/concerns/panic/"),
        ("NICE (2022)", "https://nice.example/2022/"),
        ("Grief", "/approaches/concerns/grief/"),
    ]


def test_approaches_without_a_difference_say_so(index, client):
    for title in ("One", "Two"):
        approach(index, title, short_definition="The same.")

    html = compare(client, "a=one&a=two")
    assert html.table is None
    assert html.find(class_="therapy-empty").text == (
        "On everything we list, these approaches are the same."
    )


def test_selection_can_be_changed_without_losing_it(three, client):
    back = compare(client, "a=eft&a=act").find(class_="therapy-back-link").a["href"]

    assert back == "/approaches/?a=eft&a=act"
    ticked = soup(client, back).select("input[name=a][checked]")
    assert sorted(one["value"] for one in ticked) == ["act", "eft"]


UNAVAILABLE = "We couldn’t find some of the approaches you chose, so we left them out."
TWENTY = "&".join(f"a=no-{number}" for number in range(20)) + "&a=act&a=eft"


@pytest.mark.parametrize(
    ("query", "titles", "notes"),
    [
        ("a=act&a=eft&a=nonsense", ["ACT", "EFT"], [UNAVAILABLE]),
        ("a=act&a=eft&a=draft", ["ACT", "EFT"], [UNAVAILABLE]),
        ("a=act&a=eft&a=private", ["ACT", "EFT"], [UNAVAILABLE]),
        ("a=act&a=eft&a=%00%ff&a=" + "x" * 4000, ["ACT", "EFT"], [UNAVAILABLE]),
        (
            "a=act&a=eft&a=act",
            ["ACT", "EFT"],
            ["You chose an approach more than once. We show it once."],
        ),
        (
            "a=cbt&a=act&a=eft&a=four&a=five",
            ["CBT", "ACT", "EFT", "Four"],
            ["You can compare up to four approaches at a time. These are the first four."],
        ),
        (TWENTY, ["ACT", "EFT"], [UNAVAILABLE]),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_left_out_with_a_note(three, client, query, titles, notes):
    for title in ("Four", "Five", "Private"):
        approach(three, title)
    rows.approach(three, "Draft", live=False)
    private = ApproachPage.objects.get(slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    html = compare(client, query)
    assert table(html)[""] == titles
    assert [squeezed(one) for one in html.find_all(class_="therapy-note")] == notes


def test_printed_comparison_says_where_it_is(three, client):
    html = compare(client, "a=act&a=eft")

    assert squeezed(html.find(class_="therapy-compare-url")) == (
        "This comparison: http://testserver/approaches/compare/?a=act&a=eft"
    )


def test_nothing_ranks_and_nothing_runs(three, client):
    html = compare(client, "a=act&a=eft").find(class_="therapy")

    assert "These approaches aren’t rivals" in html.text
    assert [one.name for one in html.find_all(["script", "form", "meter", "progress"])] == []


def test_comparison_is_in_the_language_of_its_index(three, client):
    german = Locale.objects.create(language_code="de")
    for one, name in (*zip(Concern.objects.all(), ("Trauer", "Panik"), strict=True),
                      (ApproachFamily.objects.get(), "Reden")):  # fmt: skip
        copied = one.copy_for_translation(german)
        copied.name = name
        copied.save()
    ApproachPage.objects.update(locale=german)
    ApproachIndexPage.objects.update(locale=german)

    html = compare(client, "a=act&a=eft")
    _summary, alike, _not_stated = same(html)
    assert (alike["Family"], "Trauer" in alike, "Panik" in table(html)) == ("Reden", True, True)


def test_comparison_shows_what_was_deleted_as_not_stated(three, client):
    Concern.objects.all().delete()
    ApproachFamily.objects.all().delete()

    *_facts, not_stated = same(compare(client, "a=act&a=eft"))
    assert not_stated[0] == "Not stated: Family."


def test_comparison_of_four_costs_the_queries_of_two(three, client, django_assert_num_queries):
    other = approach(three, "Four", concern("Anger"), concern("Work"), family=family("Other"))

    for query in ("a=act&a=eft", f"a=act&a=eft&a=cbt&a={other.slug}"):
        client.get(f"/approaches/compare/?{query}")
        with django_assert_num_queries(10):
            client.get(f"/approaches/compare/?{query}")
