"""All approaches in one list of the admin's menu."""

import pytest
from wagtail.models import Site

from tests import parsed_html
from tests.pages import rows
from tests.pages.admin_lists import client_of_section, queries
from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.pages.models import ApproachIndexPage

LIST = "/admin/therapy_approaches_wagtail_therapy_pages_approachpage/"


@pytest.fixture
def index(site):
    return rows.approaches(site)


def words(element):
    return " ".join(element.get_text(" ").split())


def test_list_shows_drafts_and_live_ones_with_their_family(editor_client, index):
    family = ApproachFamily.objects.create(name="Behavioral therapies")
    rows.approach(index, "ACT", family=family, offered_here=True, short_definition="Help.")
    rows.approach(index, "Somatic therapy", live=False)

    page = parsed_html.parsed(editor_client.get(LIST).content.decode())

    table = [
        (words(row.select_one(".title-wrapper")), words(row.find_all("td", recursive=False)[2]))
        for row in page.select("tbody tr")
    ]
    assert sorted(table) == [("ACT", "Behavioral therapies"), ("Somatic therapy", "")]
    assert [words(head) for head in page.select("thead th")][2:5] == [
        "Family",
        "Offered here",
        "Published",
    ]


def test_list_takes_as_many_queries_for_three_approaches_as_for_one(editor_client, index):
    def write(title):
        rows.approach(
            index, title, short_definition="Help.", family=ApproachFamily.objects.create(name=title)
        )

    write("ACT")
    editor_client.get(LIST)
    one = queries(editor_client, LIST)
    write("CBT")
    write("EMDR")
    editor_client.get(LIST)

    assert queries(editor_client, LIST) == one


def test_menu_leads_to_the_approaches(editor_client, site):
    assert LIST in editor_client.get("/admin/").content.decode()


@pytest.fixture
def library(index):
    third, first = (ApproachFamily.objects.create(name=name) for name in ("Third", "First"))
    rows.approach(index, "ACT", family=third, offered_here=True, short_definition="Help.")
    rows.approach(index, "Acting", family=first, short_definition="Help.", live=False)
    return {"Third": third.pk, "First": first.pk}


FOUND = {
    "": ["ACT", "Acting"],
    "family={Third}": ["ACT"],
    "offered_here=True": ["ACT"],
    "live=False": ["Acting"],
    "q=act": ["ACT", "Acting"],
    "q=act&family={First}": ["Acting"],
    "q=act&offered_here=True": ["ACT"],
    "q=act&live=False": ["Acting"],
    "q=act&ordering=first_published_at": ["ACT", "Acting"],
}


def test_list_finds(editor_client, search_index, library):
    def found(query):
        page = editor_client.get(f"{LIST}?{query.format(**library)}").content.decode()
        return sorted(
            words(one) for one in parsed_html.parsed(page).select("tbody .title-wrapper a")
        )

    assert {query: found(query) for query in FOUND} == FOUND


def test_active_filter_is_shown_in_words(editor_client, library):
    page = parsed_html.parsed(editor_client.get(f"{LIST}?offered_here=True").content.decode())

    assert [words(one) for one in page.select(".w-pill__content")] == ["Offered here: Yes"]


def test_editors_of_one_section_learn_nothing_of_another(index):
    """Neither its approaches nor, in a filter, its site or its families."""
    elsewhere = index.get_parent().get_parent()
    other = elsewhere.add_child(instance=ApproachIndexPage(title="Other", slug="other"))
    Site.objects.create(hostname="secret.example", root_page=other)
    rows.approach(index, "ACT", short_definition="Help.")
    family = ApproachFamily.objects.create(name="Secret family")
    rows.approach(other, "Psychodrama", short_definition="Help.", family=family)

    shown = client_of_section(index).get(LIST).content.decode()

    are_shown = [
        word in shown for word in ("ACT", "Psychodrama", "secret.example", "Secret family")
    ]
    assert are_shown == [True, False, False, False]
