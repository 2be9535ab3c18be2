"""The read-only ledger of what mail providers reported."""

import pytest

from tests.newsletter import editors, provider_reports, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import Delivery, Mailing, ProviderEvent

INDEX = "/admin/wagtail_therapy_newsletter/providerevent/"


@pytest.fixture
def event(mailing, site):
    reader = rows.subscriber(site, provider_reports.ADDRESS)
    delivery = provider_reports.delivered_to(reader, mailing)
    provider_reports.record("deferred", delivery, "Postmark", event_id="e1")
    return ProviderEvent.objects.get()


def row(page):
    cells = editors.parsed(page).select("table tbody td")
    return [cell.get_text(" ", strip=True) for cell in cells]


def test_ledger_lists_provider_events_with_masked_addresses(editor_client, event):
    page = editor_client.get(INDEX)
    assert row(page)[1:] == ["Postmark", "delayed", "On endings", "r•••@•••"]
    assert provider_reports.ADDRESS not in page.text


def test_ledger_goes_on_when_reader_and_delivery_are_gone(editor_client, event):
    event.delivery.subscriber.delete()
    assert row(editor_client.get(INDEX))[1:] == ["Postmark", "delayed", "On endings", "erased"]
    Delivery.objects.all().delete()
    assert row(editor_client.get(INDEX))[1:] == ["Postmark", "delayed", "–", "erased"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "name", ["create/", "edit/{}/", "delete/{}/", "history/{}/", "inspect/{}/"]
)
def test_ledger_cannot_be_changed_even_by_superusers(editor_client, event, name, method):
    response = getattr(editor_client, method)(INDEX + name.format(event.pk))
    assert response.get("Location", response.status_code) in ("/admin/", 404)
    assert ProviderEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("permission", "status"), [("view_subscriber", 200), ("view_subscriber_address", 302)]
)
def test_ledger_is_read_by_people_who_may_see_readers(site, event, permission, status):
    client = editors.member(site, site_permissions=[permission])
    assert client.get(INDEX).status_code == status


def test_ledger_has_only_the_rows_of_sites_whose_readers_the_user_may_see(site, event):
    other = add_site("other.example", slug="other")
    client = editors.member(other, site_permissions=["view_subscriber"])
    assert row(client.get(INDEX)) == []
    # Of a report without a delivery no site is known.
    Delivery.objects.all().delete()
    assert row(client.get(INDEX)) == []


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"event": "deferred"}, True),
        ({"event": "complained"}, False),
        ({"event": "no kind"}, True),
        ({"delivery__subscriber__email__startswith": "x"}, True),
    ],
)
def test_ledger_is_filtered_by_event(editor_client, event, query, is_found):
    assert bool(row(editor_client.get(INDEX, query))) is is_found


def test_ledger_is_filtered_by_mailing(editor_client, event, make_post):
    rows.publish(make_post("Another"))
    mine = event.delivery.mailing_id
    other = Mailing.objects.exclude(pk=mine).get().pk
    found = [bool(row(editor_client.get(INDEX, {"mailing": pk}))) for pk in (mine, other, "x")]
    assert found == [True, False, True]


def test_ledger_asks_the_database_as_often_for_many_as_for_one(
    editor_client, event, django_assert_num_queries, django_assert_max_num_queries
):
    editor_client.get(INDEX)
    with django_assert_max_num_queries(100) as one:
        editor_client.get(INDEX)
    for number in range(5):
        provider_reports.record("deferred", event.delivery, "Postmark", event_id=f"more {number}")
    with django_assert_num_queries(len(one)):
        editor_client.get(INDEX)
