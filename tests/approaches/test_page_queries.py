"""What the page of an approach asks the database for, once its parts are in the cache."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.approaches.full_approach import full_approach
from tests.approaches.rows import approach
from tests.pages import rows

MOST_QUERIES = 9


@pytest.fixture
def orla(site):
    return rows.author("Orla")


@pytest.fixture
def whole(index, orla):
    other = approach(index, "Other")
    return full_approach(index, other, orla, "Whole", [rows.reference("one", kind="meta_analysis")])


def queries(client, page):
    """Return the queries of a page that was read before, by the table that each reads first."""
    client.get(page.url)
    with CaptureQueriesContext(connection) as found:
        client.get(page.url)
    return [one["sql"].split(" FROM ")[-1].split('"')[1] for one in found]


def test_page_that_says_everything_takes_few_queries(whole, client):
    assert len(queries(client, whole)) <= MOST_QUERIES


def test_rows_that_the_page_names_are_not_read_again(whole, client):
    read = set(queries(client, whole))

    assert {name for name in read if name.startswith("wagtail_therapy_pages_approach")} == {
        "wagtail_therapy_pages_approachindexpage",
        "wagtail_therapy_pages_approachpage",
    }


def test_bylines_and_bios_are_not_read_again(whole, client):
    rows_of_bios = {
        "wagtailimages_image",
        "wagtail_therapy_authors_authorlicense",
        "wagtail_therapy_authors_authordegree",
    }

    assert rows_of_bios.isdisjoint(queries(client, whole))


def test_bio_that_is_no_longer_published_is_not_shown(whole, orla, client):
    orla.short_bio = "I listen."
    orla.save()
    assert "I listen." in client.get(whole.url).content.decode()

    orla.unpublish()
    assert "I listen." not in client.get(whole.url).content.decode()
