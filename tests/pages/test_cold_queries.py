"""Pages ask the database for almost nothing twice when nothing is kept."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.approaches.full_approach import full_approach
from tests.approaches.rows import approach
from tests.blog.kept_world import make_world
from tests.pages import rows
from wagtail_therapy.content import caching

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def cold(client):
    """Return a function that returns the queries of a page with nothing kept."""

    def queries(page):
        client.get(page.url)
        caching.invalidate()
        with CaptureQueriesContext(connection) as found:
            client.get(page.url)
        return [one["sql"] for one in found]

    return queries


def tables_asked_twice(queries):
    return sorted(table(one) for one, times in Counter(queries).items() if times > 1)


def table(query):
    return query.split(" FROM ")[-1].split('"')[1]


def test_post_asks_for_almost_nothing_twice(site, cold):
    twice = tables_asked_twice(cold(make_world(site).post))

    # Once for the notices above the text, once for the links below it.
    assert twice == ["wagtail_therapy_approaches_concern"]


def test_list_asks_for_nothing_twice(site, cold):
    assert tables_asked_twice(cold(make_world(site).blog)) == []


def test_approach_reads_approaches_and_authors_once(site, cold):
    index = rows.approaches(site)
    other = approach(index, "Other")
    whole = full_approach(
        index, other, rows.author("Orla"), "Whole", [rows.reference("one", kind="meta_analysis")]
    )

    chosen = {"wagtail_therapy_pages_approachpage", "wagtail_therapy_authors_author"}
    assert chosen.isdisjoint(tables_asked_twice(cold(whole)))
