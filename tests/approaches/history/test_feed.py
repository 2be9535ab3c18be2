"""The history as feed readers get it."""

import json
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from tests.approaches.rows import approach
from tests.pages import rows
from wagtail_therapy.approaches.history import feed
from wagtail_therapy.approaches.models import ClaimChange
from wagtail_therapy.practice.models import PracticeSettings

ADDRESS = "/approaches/history/feed/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def act(index):
    grief = rows.concern("Grief & <loss>")
    act = approach(index, "ACT", grief)
    act.approach_concerns = [rows.used_for(grief, "none_found")]
    return rows.publish(act)


def as_json(client):
    return json.loads(client.get(f"{ADDRESS}json/").content)


def test_feed_has_each_change_with_absolute_addresses(act, client):
    json_feed = as_json(client)

    (item,) = json_feed["items"]
    assert json_feed["home_page_url"] == "http://testserver/approaches/history/"
    assert json_feed["title"] == "Approaches: what has changed"
    assert item["title"] == "ACT – Grief & <loss>: Changed"
    assert item["url"] == f"http://testserver/approaches/history/#therapy-history-{act.pk}"
    assert item["summary"] == "Research: We looked and found none"
    assert "<dd>Research: Not checked yet</dd>" in item["content_html"]
    assert "authors" not in item


@pytest.mark.parametrize("path", ["", "atom/"])
def test_feed_is_xml_whatever_a_concern_is_called(act, client, path):
    root = ElementTree.fromstring(client.get(ADDRESS + path).content)

    titles = [one.text for one in root.iter() if one.tag.endswith("title")]
    assert "ACT – Grief & <loss>: Changed" in titles


def test_atom_names_its_author_as_no_change_has_one(act, site, client):
    PracticeSettings.objects.create(site=site, name="Willowmere & Partners")

    root = ElementTree.fromstring(client.get(f"{ADDRESS}atom/").content)

    assert [one.text for one in root.findall("a:author/a:name", ATOM)] == ["Willowmere & Partners"]


def test_feed_is_cut_between_days_and_never_within_one(act, index, client, monkeypatch):
    nice = rows.guideline()
    others = [approach(index, f"EFT {n}", (rows.concern(f"Worry {n}"), "considers")) for n in "12"]
    nice.status = "withdrawn"
    nice.save()
    ClaimChange.objects.exclude(page=act.pk).update(changed_at="2026-10-06T12:00:00Z")
    ClaimChange.objects.filter(page=others[0].pk).update(changed_at="2026-10-06T13:00:00Z")
    ClaimChange.objects.filter(page=act.pk).update(changed_at="2026-10-05T12:00:00Z")
    monkeypatch.setattr(feed, "MIN_ENTRIES", 1)

    assert [one["title"] for one in as_json(client)["items"]] == [
        "EFT 1 – Worry 1: Guideline withdrawn",
        "EFT 2 – Worry 2: Guideline withdrawn",
    ]


def test_feed_is_not_sent_again_to_those_who_have_it(act, client):
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=300"


def test_entry_stays_itself_when_its_page_is_renamed(act, client):
    before = as_json(client)["items"][0]["id"]
    act.title, act.slug = "Acceptance", "acceptance"
    rows.publish(act)

    assert as_json(client)["items"][0]["id"] == before


def test_feed_of_a_private_list_is_kept_nowhere(act, index, editor_client):
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    response = editor_client.get(f"{ADDRESS}json/")

    assert json.loads(response.content)["items"] == []
    assert "private" in response["Cache-Control"]


def test_page_of_the_history_names_its_feeds(act, client):
    html = client.get("/approaches/history/").content.decode()

    for kind in ("application/rss+xml", "application/atom+xml", "application/feed+json"):
        assert f'<link rel="alternate" type="{kind}"' in html
