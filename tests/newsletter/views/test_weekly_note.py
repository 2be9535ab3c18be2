"""The link that stops the weekly note: a GET asks, one POST does it."""

import pytest

from tests.newsletter import visitors
from wagtail_therapy.newsletter import email_addresses, tokens
from wagtail_therapy.newsletter.models import NewsletterSettings

ORLA = "orla@host.example"


@pytest.fixture
def settings_row(site):
    return NewsletterSettings.objects.create(site=site, weekly_note_to=f"{ORLA}, no@host.example")


def url(site, address=ORLA):
    token = tokens.weekly_note_token(site.pk, email_addresses.address_hash(address))
    return f"/newsletter/weekly-note/{token}/"


def recipients():
    return NewsletterSettings.objects.get().weekly_note_addresses


def heading(response):
    return visitors.parsed(response).h1.get_text(strip=True)


def test_get_asks_and_changes_nothing(client, site, settings_row):
    assert heading(client.get(url(site))) == "Weekly note"
    assert recipients() == [ORLA, "no@host.example"]


@pytest.mark.parametrize("ending", ["", "/"])
def test_post_stops_it_for_this_recipient_however_often(client, site, settings_row, ending):
    for _again in range(2):
        response = client.post(url(site).rstrip("/") + ending, {"List-Unsubscribe": "One-Click"})
        assert (response.status_code, heading(response)) == (200, "The weekly note is off")
    assert recipients() == ["no@host.example"]


def test_forged_link_changes_nothing(client, site, settings_row):
    assert client.post(f"{url(site)[:-3]}xx/").status_code == 404
    assert len(recipients()) == 2


def test_link_works_after_the_key_changed(client, site, settings_row, rotate_secret_key):
    link = url(site)
    rotate_secret_key()
    client.post(link)
    assert recipients() == ["no@host.example"]


def test_page_is_in_no_cache_and_no_search_engine(client, site, settings_row):
    headers = client.get(url(site)).headers
    assert headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in headers["Cache-Control"]
