"""PostgreSQL's indexes give all that Wagtail's query finds, and nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend

from tests.pages import rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.search.indexed_search import search

pytestmark = pytest.mark.usefixtures("search_index")

QUERIES = ["river", "river quiet", "what's", "whats river", "quiet-room", "the", "Ä", "don't the"]


@pytest.fixture
def people(site):
    texts = {
        "Orla River": "A quiet room.",
        "Mateo What": "s river don't",
        "Tove Quiet": "What's in the river?",
        "Ida Äther": "The rest.",
    }
    for name, bio in texts.items():
        rows.author(name, short_bio=bio)
    return Author.objects.all()


@pytest.mark.parametrize("operator", ["and", "or"])
@pytest.mark.parametrize("words", QUERIES)
def test_search_finds_what_the_backend_finds_in_the_same_order(people, words, operator):
    backend = get_search_backend()

    assert list(search(people, words, operator)) == list(
        backend.search(words, people, operator=operator)
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has these indexes")
def test_search_asks_the_indexes_of_titles_and_bodies(people):
    list(search(people, "river"))
    with CaptureQueriesContext(connection) as queries:
        found = search(people, "river")
        number = found.count()

    (asked,) = queries.captured_queries
    assert number == 3
    assert '"title" @@' in asked["sql"]
    assert "::regconfig" in asked["sql"]


def test_rows_that_can_not_be_filtered_by_key_are_searched_all_the_same(people, monkeypatch):
    fields = [one for one in Author.search_fields if getattr(one, "field_name", "") != "id"]
    monkeypatch.setattr(Author, "search_fields", fields)

    assert [one.name for one in search(people, "Orla")] == ["Orla River"]
