"""By what the list of readers can be narrowed, and what it costs."""

import io
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.admin import subscriber_views
from wagtail_therapy.newsletter.readers import imports
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

READERS = "/admin/therapy/subscribers/"
VIEW = "view_subscriber"


def listed(client, **query):
    cells = editors.parsed(client.get(READERS, query)).select("tbody td.title")
    return sorted(cell.get_text(strip=True) for cell in cells)


@pytest.fixture
def readers(site):
    rows.subscriber(site, "de@mail.example", language="de")
    rows.subscriber(site, "weekly@mail.example", frequency="weekly")
    old = datetime(2020, 5, 17, 12, tzinfo=UTC)
    rows.subscriber(site, "old@mail.example", created_at=old)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"frequency": "weekly"}, ["weekly@mail.example"]),
        ({"created_at_from": "2020-05-17", "created_at_to": "2020-05-17"}, ["old@mail.example"]),
        ({"status": "pending"}, []),
        (
            {"subscriber_import": "999"},
            ["de@mail.example", "old@mail.example", "weekly@mail.example"],
        ),
    ],
)
def test_list_is_narrowed(editor_client, readers, query, found):
    assert listed(editor_client, **query) == found


def test_list_is_narrowed_to_a_language(editor_client, site, readers):
    rows.subscriber(site, "en@mail.example", language="en")
    assert listed(editor_client, language="en") == ["en@mail.example"]


def brought(site, address):
    begun = imports.start(site, "list.csv", "They signed up.", "Orla")
    imports.run(begun, read(io.BytesIO(f"email,status\n{address},active".encode()), "list.csv"))
    return begun


def test_list_is_narrowed_to_an_import(editor_client, site, readers):
    begun = brought(site, "new@mail.example")
    assert listed(editor_client, subscriber_import=begun.pk) == ["new@mail.example"]


def test_imports_of_other_sites_are_not_offered(site):
    other = add_site("other.example", slug="other")
    theirs = brought(other, "new@mail.example")
    mine = brought(site, "mine@mail.example")
    client = editors.member(site, site_permissions=[VIEW])
    options = editors.parsed(client.get(READERS)).select("[name=subscriber_import]")
    values = {value for one in options for value in (one.get("value"), one.get_text()) if value}
    assert str(theirs.pk) not in values
    assert listed(client, subscriber_import=mine.pk) == ["m•••@•••"]


def queries(client):
    with CaptureQueriesContext(connection) as found:
        client.get(READERS)
    return len(found)


def test_queries_are_the_same_for_few_and_many(editor_client, site):
    rows.subscribers(site, 2)
    editor_client.get(READERS)
    before = queries(editor_client)
    rows.subscribers(site, 30, "pending")
    assert queries(editor_client) == before


def test_long_list_is_counted_to_a_number(editor_client, site, monkeypatch):
    rows.subscribers(site, 60)
    monkeypatch.setattr(subscriber_views, "COUNTED", 55)
    text = editors.parsed(editor_client.get(READERS, {"p": 99})).get_text(" ")
    assert len(listed(editor_client, p=2)) == 5
    assert "60 subscribed" in " ".join(text.split())


def test_totals_of_a_long_list_are_kept_for_a_minute(site, monkeypatch):
    monkeypatch.setattr(subscriber_views, "COUNTED", 3)
    for number in (2, 3):
        rows.subscribers(site, number, ["active", "pending"][number - 2])
    before = subscriber_views.totals([site])
    rows.subscriber(site, "late@mail.example")
    assert subscriber_views.totals([site]) == before
    cache.clear()
    assert subscriber_views.totals([site]) != before
