"""Who got a mailing, looked up by the whole address on its page."""

import pytest

from tests.newsletter import editors, provider_reports, rows
from tests.newsletter.mailing_pages import text, url
from wagtail_therapy.newsletter import audit_log
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import preparation

READERS = ["view_subscriber", "view_subscriber_address"]
NOT_YET = "It hasn’t been sent to this reader yet. See this reader"


@pytest.fixture
def frozen(mailing, reader):
    preparation.prepare(mailing)
    return mailing


def look_up(client, mailing, address):
    return client.post(url(mailing, "look_up"), {"email": address})


def has_form(client, mailing):
    return bool(editors.parsed(client.get(url(mailing))).select("input[name=email]"))


def test_look_up_says_what_became_of_it_and_leads_to_the_reader(editor_client, frozen, reader):
    response = look_up(editor_client, frozen, f" {provider_reports.ADDRESS.upper()} ")
    assert (response.status_code, NOT_YET in text(response)) == (200, True)
    links = [link["href"] for link in editors.parsed(response).select("main a")]
    assert f"/admin/therapy/subscribers/{reader.pk}/" in links


def test_look_up_is_recorded_without_the_address(editor_client, editor, frozen, reader):
    look_up(editor_client, frozen, provider_reports.ADDRESS)
    look_up(editor_client, frozen, "other@mail.example")
    logged = [(entry.user, entry.data, entry.message) for entry in audit_log.entries(frozen)]
    assert logged == [
        (editor, {}, "Looked up an address"),
        (editor, {"reader": reader.pk}, f"Looked up reader {reader.pk}"),
    ]


@pytest.fixture
def unknown(frozen):
    """The delivery to the reader, whose outcome is unknown; so is that of another reader."""
    [other] = [
        provider_reports.delivered_to(one, frozen) for one in rows.subscribers(frozen.site, 1)
    ]
    frozen.deliveries.update(state=Delivery.State.UNKNOWN, attempts=1)
    Mailing.objects.update(state="finished_with_unknown", total=2)
    frozen.refresh_from_db()
    frozen.recount()
    return frozen.deliveries.exclude(pk=other.pk).get()


def offered(client, mailing):
    """Look the reader up; return the answers that a user may give, by the label of the button."""
    forms = editors.parsed(look_up(client, mailing, provider_reports.ADDRESS)).select(
        "#therapy-look-up form"
    )
    return {
        form.button.get_text(strip=True): (form["action"], form.select_one("[name=ids]")["value"])
        for form in forms
        if form.select("[name=ids]")
    }


@pytest.mark.parametrize(
    ("label", "name", "after"),
    [
        ("It arrived", "mark_sent", {"sent": 1, "unknown": 1}),
        ("Send it again", "send_again", {"queued": 1, "unknown": 1}),
    ],
)
def test_look_up_lets_one_unknown_be_settled(
    editor_client, editor, frozen, unknown, label, name, after
):
    address, pk = offered(editor_client, frozen)[label]
    assert (address, pk) == (url(frozen, name), str(unknown.pk))
    before = rows.states(frozen)
    editor_client.post(address, {"ids": pk})

    assert (before, rows.states(frozen)) == ({"unknown": 2}, after)
    entry = audit_log.entries(frozen).first()
    assert (entry.user, entry.data) == (editor, {"number": 1})


def test_look_up_offers_no_second_mail_about_a_post_that_is_not_public(
    editor_client, frozen, unknown
):
    frozen.page.unpublish()
    assert list(offered(editor_client, frozen)) == ["It arrived"]
    shown = text(look_up(editor_client, frozen, provider_reports.ADDRESS))
    assert "a second time" not in shown


def test_look_up_says_why_an_unknown_cannot_be_settled_yet(editor_client, frozen, unknown):
    Mailing.objects.update(state="sending")
    assert offered(editor_client, frozen) == {}
    shown = text(look_up(editor_client, frozen, provider_reports.ADDRESS))
    assert "The mailing isn’t over yet. You can settle this once it has ended." in shown


def test_look_up_offers_nothing_for_what_is_known(editor_client, frozen, unknown):
    frozen.deliveries.update(state=Delivery.State.SENT)
    assert offered(editor_client, frozen) == {}


def test_look_up_changes_nothing_else(editor_client, frozen):
    before = list(Mailing.objects.values()), list(frozen.deliveries.values())
    look_up(editor_client, frozen, provider_reports.ADDRESS)
    assert (list(Mailing.objects.values()), list(frozen.deliveries.values())) == before


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter an email address."),
        ("reader", "Enter an email address in full, like name@example.com"),
    ],
)
def test_look_up_refuses_what_is_no_address(editor_client, frozen, typed, message):
    response = look_up(editor_client, frozen, typed)
    assert (response.status_code, message in text(response)) == (200, True)
    assert list(audit_log.entries(frozen)) == []


@pytest.mark.parametrize(
    ("permissions", "is_allowed"),
    [(READERS, True), (READERS[:1], False), (READERS[1:], False), ([], False)],
)
def test_look_up_is_for_people_who_may_see_readers_and_addresses(
    site, frozen, permissions, is_allowed
):
    client = editors.member(site, "publish_page", site_permissions=permissions)
    assert has_form(client, frozen) == is_allowed
    status = look_up(client, frozen, provider_reports.ADDRESS).status_code
    assert status == (200 if is_allowed else 302)
    assert audit_log.entries(frozen).exists() == is_allowed


def test_look_up_is_for_people_who_may_see_the_mailing(site, frozen):
    client = editors.member(site, site_permissions=READERS)
    assert look_up(client, frozen, provider_reports.ADDRESS)["Location"] == "/admin/"


def test_look_up_in_an_address_leads_back(editor_client, frozen):
    response = editor_client.get(url(frozen, "look_up"), {"email": provider_reports.ADDRESS})
    assert (response.status_code, response["Location"]) == (302, url(frozen))
    assert list(audit_log.entries(frozen)) == []


def test_nothing_is_looked_up_before_there_are_recipients(editor_client, mailing, reader):
    assert has_form(editor_client, mailing) is False
    assert look_up(editor_client, mailing, provider_reports.ADDRESS)["Location"] == url(mailing)


def test_nothing_is_looked_up_after_they_were_deleted(editor_client, frozen):
    rows.end_holds()
    Mailing.objects.update(deleted_sent=1)
    assert has_form(editor_client, frozen) is False
