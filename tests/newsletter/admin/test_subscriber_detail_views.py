"""The page of a reader: what they agreed to, what was mailed to them, and what was done."""

import pytest

from tests.newsletter import editors, provider_reports, rows
from wagtail_therapy.newsletter.models import ConsentText, Mailing
from wagtail_therapy.newsletter.readers import acts, subscriptions

VIEW = "view_subscriber"


@pytest.fixture
def reader(site):
    text = ConsentText.store("We’ll email you new posts.", "en")
    reader = subscriptions.request(site, "jane.doe@mail.example", consent_text=text, language="en")
    subscriptions.confirm(reader, reader.token_version)
    return reader


def text(response):
    return " ".join(editors.parsed(response).select_one("main").get_text(" ").split())


def page(client, reader):
    return client.get(f"/admin/therapy/subscribers/{reader.pk}/")


def test_page_says_what_the_reader_agreed_to(site, reader):
    shown = text(page(editors.member(site, site_permissions=[VIEW]), reader))
    assert "Confirmed What they agreed to We’ll email you new posts. Link in an email" in shown
    assert "Frequency Each post Language English" in shown
    assert "jane.doe" not in shown


@pytest.fixture
def mailed(finished, reader):
    Mailing.objects.update(subject="On endings")
    return provider_reports.delivered_to(reader, finished)


def test_page_says_what_was_emailed_and_with_which_result(site, reader, mailed):
    client = editors.member(site, "publish_page", site_permissions=[VIEW])
    assert "On endings No answer (perhaps delivered)" in text(page(client, reader))


def test_mailings_of_people_who_may_not_manage_them_are_not_named(site, reader, mailed):
    client = editors.member(site, "change_page", site_permissions=[VIEW])
    assert "What was emailed" not in text(page(client, reader))


def test_page_says_who_did_what(site, reader):
    acts.unsubscribe(reader, by="Orla")
    shown = text(page(editors.member(site, site_permissions=[VIEW]), reader))
    assert "Who did what, and when" in shown
    assert "Unsubscribed Orla" in shown


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("pending", ["Send the confirmation again", "Unsubscribe…", "Stop all emails…", "Erase…"]),
        ("active", ["Unsubscribe…", "Stop all emails…", "Erase…"]),
        ("unsubscribed", ["Stop all emails…", "Erase…"]),
    ],
)
def test_page_offers_what_can_be_done(site, status, offered):
    reader = rows.subscriber(site, "other@mail.example", status)
    client = editors.member(site, site_permissions=[VIEW, "change_subscriber"])
    buttons = editors.parsed(page(client, reader)).select("main .therapy-buttons .button")
    assert [button.get_text(strip=True) for button in buttons] == offered
