import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from tests.pages import rows
from wagtail_therapy.approaches.compare import selection
from wagtail_therapy.approaches.compare.selection import Selection


@pytest.fixture
def index(site):
    index = rows.approaches(site)
    for title in "CBT", "ACT", "EMDR", "EFT", "DBT":
        rows.approach(index, title, short_definition="Short.")
    return index


def read(index, query):
    found = Selection.read(QueryDict(query), index.get_approaches())
    return [page.title for page in found.compared], found.notes


@pytest.mark.parametrize(
    ("query", "compared", "notes"),
    [
        ("a=cbt&a=act", ["CBT", "ACT"], []),
        ("a=act&a=cbt&a=", ["ACT", "CBT"], []),
        ("", [], ["more"]),
        ("a=cbt", ["CBT"], ["more"]),
        ("a=cbt&a=cbt", ["CBT"], ["more", "repeated"]),
        ("a=cbt&a=act&a=cbt", ["CBT", "ACT"], ["repeated"]),
        ("a=cbt&a=act&a=nonsense", ["CBT", "ACT"], ["unavailable"]),
        ("a=cbt&a=%00", ["CBT"], ["more", "unavailable"]),
        ("a=%F0%9F%92%A9&a=%ff&a=<script>", [], ["more", "unavailable"]),
        ("a=dbt&a=cbt&a=act&a=emdr&a=eft", ["DBT", "CBT", "ACT", "EMDR"], ["many"]),
    ],
)
def test_selection_is_what_may_be_read_in_the_readers_order(index, query, compared, notes):
    assert read(index, query) == (compared, notes)


def test_selection_of_twenty_slugs_reads_once(index, django_assert_num_queries):
    query = "&".join(f"a=slug-{number}" for number in range(20)) + "&a=cbt&a=act"
    approaches = index.get_approaches()

    # One for each page type that the host has.
    with django_assert_num_queries(2):
        found = Selection.read(QueryDict(query), approaches)

    assert (len(found.found), found.notes) == (2, ["unavailable"])


def test_query_loses_nothing_of_what_was_found(index):
    chosen = QueryDict("a=dbt&a=cbt&a=act&a=emdr&a=eft")
    found = Selection.read(chosen, index.get_approaches())

    assert found.query(differences=1) == "a=dbt&a=cbt&a=act&a=emdr&a=eft&differences=1"
    assert found.index_query() == "a=dbt&a=cbt&a=act&a=emdr&a=eft&note=many"


def test_notes_are_sentences_of_ours_only():
    asked = QueryDict("note=more&note=<b>you</b>&note=more")

    assert selection.notes_in(asked) == [selection.NOTES["more"]]


@pytest.mark.parametrize(
    ("query", "address", "notes"),
    [
        ("", "?note=more", ["more"]),
        ("a=act", "?a=act&note=more", ["more"]),
        ("a=act&a=act", "?a=act&note=more&note=repeated", ["more", "repeated"]),
        ("a=act&a=private&concern=x", "?a=act&note=more&note=unavailable", ["more", "unavailable"]),
        ("a=%00", "?note=more&note=unavailable", ["more", "unavailable"]),
    ],
)
def test_too_few_lead_back_to_the_list_which_explains(index, client, query, address, notes):
    response = client.get(f"/approaches/compare/?{query}")

    assert (response.status_code, response["Location"]) == (302, f"/approaches/{address}")
    html = BeautifulSoup(client.get(response["Location"]).content.decode(), "html.parser")
    hints = [one.text for one in html.find_all(class_="therapy-note")]
    assert (len(hints), hints[0]) == (len(notes), "Choose at least two approaches to compare.")
