"""The buttons on a reader's page: what each does, and who has it."""

import json

import pytest
from wagtail.models import ModelLogEntry

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import Subscriber, Suppression
from wagtail_therapy.newsletter.readers import acts, reader_log

VIEW, CHANGE = "view_subscriber", "change_subscriber"
ADDRESS, EXPORT = "view_subscriber_address", "export_subscriber"
JANE = "jane.doe@mail.example"
ACTS = ["unsubscribe", "ask_again", "erase", "export_data"]


@pytest.fixture
def reader(site):
    return rows.subscriber(site, JANE)


@pytest.fixture
def keeper(site):
    return editors.member(site, site_permissions=[VIEW, CHANGE])


def url(reader, act):
    return f"/admin/therapy/subscribers/{reader.pk}/{act}/"


def test_unsubscribe_asks_first(keeper, reader):
    asked = keeper.get(url(reader, "unsubscribe"))
    assert "Do this only if they asked you to." in asked.text
    assert (JANE in asked.text, "j•••@•••" in asked.text) == (False, True)
    reader.refresh_from_db()
    assert reader.status == "active"

    response = keeper.post(url(reader, "unsubscribe"))
    reader.refresh_from_db()
    assert reader.status == "unsubscribed"
    assert editors.messages_after(keeper, response) == ["This reader is unsubscribed."]


def test_unsubscribe_of_a_reader_who_left_changes_nothing(keeper, reader):
    acts.unsubscribe(reader, by="Orla")
    assert keeper.get(url(reader, "unsubscribe")).status_code == 302
    response = keeper.post(url(reader, "unsubscribe"))
    assert editors.messages_after(keeper, response) == ["This reader had left already."]


def test_confirmation_is_sent_again(keeper, site, committed, queue):
    waiting = rows.subscriber(site, "waiting@mail.example", "pending")
    with committed():
        response = keeper.post(url(waiting, "ask_again"))
    assert editors.messages_after(keeper, response) == [
        "The confirmation email is being sent again."
    ]
    assert [name for name, _ids in queue()] == ["wagtail_therapy.newsletter.send_confirmation"]
    response = keeper.post(url(waiting, "ask_again"))
    assert editors.messages_after(keeper, response)[0].startswith(
        "Nothing was sent. A confirmation email"
    )


@pytest.mark.parametrize(("never_again", "reasons"), [("", []), ("on", ["by-request"])])
def test_erase_deletes_the_address_on_this_site(keeper, reader, never_again, reasons):
    assert keeper.get(url(reader, "erase")).status_code == 200
    assert Subscriber.objects.count() == 1
    other = rows.subscriber(add_site("other.example", slug="other"), JANE)
    response = keeper.post(url(reader, "erase"), {"never_again": never_again, "everywhere": "on"})
    assert response["Location"] == "/admin/therapy/subscribers/"
    assert list(Subscriber.objects.all()) == [other]
    assert list(Suppression.objects.values_list("reason", flat=True)) == reasons


def test_erase_reaches_all_sites_only_of_people_who_may_change_their_readers(editor_client, reader):
    rows.subscriber(add_site("other.example", slug="other"), JANE)
    editor_client.post(url(reader, "erase"), {"everywhere": "on"})
    assert Subscriber.objects.count() == 0
    assert ModelLogEntry.objects.filter(action=reader_log.ERASE).count() == 2


def test_export_has_all_that_this_site_holds(site, reader):
    rows.subscriber(add_site("other.example", slug="other"), JANE)
    client = editors.member(site, site_permissions=[VIEW, ADDRESS, EXPORT])
    response = client.post(url(reader, "export_data"))
    held = json.loads(response.content)
    assert (held["address"], [one["site"] for one in held["sites"]]) == (JANE, [site.hostname])
    assert response["Content-Disposition"] == f'attachment; filename="reader-{reader.pk}.json"'
    assert ModelLogEntry.objects.get(action=reader_log.EXPORT_DATA).label == f"Reader {reader.pk}"


@pytest.mark.parametrize("permissions", [[VIEW], [CHANGE], [VIEW, EXPORT], [VIEW, ADDRESS]])
@pytest.mark.parametrize("act", ACTS)
def test_people_who_may_not_are_refused(site, reader, permissions, act):
    client = editors.member(site, site_permissions=permissions)
    assert client.post(url(reader, act))["Location"] == "/admin/"
    assert Subscriber.objects.get().status == "active"


@pytest.mark.parametrize("act", ACTS)
def test_readers_of_another_site_are_refused(site, act):
    theirs = rows.subscriber(add_site("other.example", slug="other"), JANE)
    client = editors.member(site, site_permissions=[VIEW, CHANGE, ADDRESS, EXPORT])
    assert client.post(url(theirs, act))["Location"] == "/admin/"
    assert Subscriber.objects.get().status == "active"


@pytest.mark.parametrize("act", ["ask_again", "export_data"])
def test_looking_does_nothing(editor_client, reader, act):
    assert editor_client.get(url(reader, act)).status_code == 405
