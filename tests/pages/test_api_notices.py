"""Notices as Wagtail's APIs tell of them: no page of a practice may be shown without."""

from datetime import date

import pytest
from wagtail.models import Locale, Site

from tests.pages import rows
from tests.pages.api import NO_NOTICES, VERSIONS, get_json
from tests.practice.rows import call, crisis_line
from wagtail_therapy.practice.crisis.confirmations import confirm
from wagtail_therapy.practice.crisis.practice_lines import lines_of
from wagtail_therapy.practice.models import PracticeSettings

NIGHT_LINE = crisis_line(
    "Night line",
    call("116 123", note="then press 1"),
    ("text", {"number": "1632", "word": "HELP"}),
    audience="abuse",
    hours="8 to 8",
    languages="en, cy",
    source="https://line.example/",
)


@pytest.fixture(autouse=True)
def headless(settings):
    settings.ROOT_URLCONF = "tests.api_urls"


@pytest.fixture
def practice(site):
    made = PracticeSettings.objects.create(
        site=site,
        name="Harbour Practice",
        sender_email="posts@harbour.example",
        postal_address="PO box 1",
        telephone="020 7946 0000",
        street_address="1 Quay",
        locality="Harbour",
        country="GB",
        served_regions="England\nWales",
        registrations=[("company", {"number": "123", "url": ""})],
        links="https://elsewhere.example/harbour",
        crisis_preset="eu",
        crisis_notice="We do not watch this inbox.",
        emergency_number="112",
        crisis_lines=[NIGHT_LINE],
        disclaimer="No advice.",
        disclaimer_full="No advice at all.",
        regulator_notice="Complain to us.",
        legal_links=[
            ("privacy", {"page": site.root_page, "url": None, "title": ""}),
            ("other", {"page": None, "url": "https://law.example/", "title": "Law"}),
        ],
        other_languages=[
            ("language", {"language": "de", "disclaimer": "Kein Rat.", "crisis_notice": "Nein."})
        ],
    )
    made.refresh_from_db()
    confirm(made, lines_of(made)[-1:], date(2026, 11, 1), None)
    return made


def way(kind, label, url, **fields):
    return {"kind": kind, "number": "", "word": "", "url": url, "label": label, "note": ""} | fields


def line(name, audience, source, *ways, **fields):
    return {
        "name": name,
        "audience": audience,
        "ways": list(ways),
        "is_always_open": True,
        "hours": "",
        "languages": [],
        "source": source,
        "checked_date": None,
    } | fields


FIND = "https://findahelpline.com/"
CRISIS = {
    "text": "We do not watch this inbox.",
    "lines": [
        line("In an emergency", "emergency", "", way("call", "Call 112", "tel:112", number="112")),
        line(
            "Lines in your country",
            "elsewhere",
            FIND,
            way("website", "Visit findahelpline.com", FIND),
            is_always_open=False,
        ),
        line(
            "Night line",
            "abuse",
            "https://line.example/",
            way("call", "Call 116 123", "tel:116123", number="116 123", note="then press 1"),
            way("text", "Text HELP to 1632", "sms:1632?&body=HELP", number="1632", word="HELP"),
            is_always_open=False,
            hours="8 to 8",
            languages=["en", "cy"],
            checked_date="2026-11-01",
        ),
    ],
    "checked_date": None,
}

NOTICES = NO_NOTICES | {
    "crisis": CRISIS,
    "disclaimer": "No advice.",
    "disclaimer_full": "No advice at all.",
}


def notices(client, version, page):
    return get_json(client, f"/api/{version}/pages/{page.pk}/")["notices"]


@pytest.mark.parametrize("version", VERSIONS)
def test_each_page_has_notices(site, practice, client, version):
    blog, approaches = rows.blog(site), rows.approaches(site)
    pages = [
        blog,
        rows.post(blog, rows.writer()),
        approaches,
        rows.approach(approaches, short_definition="Of the body."),
        rows.team(site),
    ]

    assert [notices(client, version, page) for page in pages] == [NOTICES] * 5


@pytest.mark.parametrize("version", VERSIONS)
def test_notices_follow_the_choices_of_the_page(site, practice, client, version):
    worry = rows.concern("Abuse", shows_crisis_notice=True, offers_exit=True)
    post = rows.post(rows.blog(site), rows.writer(), concerns=[worry], disclaimer="never")

    assert notices(client, version, post) == NO_NOTICES | {
        "crisis": CRISIS,
        "is_crisis_first": True,
        "exit_url": "https://www.bbc.com/weather",
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_notices_are_in_the_language_of_the_page(site, practice, client, settings, version):
    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    home = site.root_page.copy_for_translation(german)
    home.save_revision().publish()
    team = rows.team(site).copy_for_translation(german, copy_parents=True)
    team.save_revision().publish()

    found = notices(client, version, team)

    assert (found["disclaimer"], found["crisis"]["text"]) == ("Kein Rat.", "Nein.")
    assert found["disclaimer_full"] == "No advice at all."


@pytest.mark.parametrize("version", VERSIONS)
def test_notices_are_those_of_the_site_of_the_page(site, practice, client, version):
    home = site.root_page.add_child(instance=rows.BlogIndexPage(title="Other", slug="other"))
    other = Site.objects.create(hostname="other.example", root_page=home)
    PracticeSettings.objects.create(site=other, disclaimer="Of another practice.")
    post = rows.post(home, rows.writer())

    assert notices(client, version, post)["disclaimer"] == "Of another practice."


def test_practice_has_no_fields_that_only_emails_show(site, practice, client):
    assert get_json(client, "/api/v2/practice/") == {
        "name": "Harbour Practice",
        "kind": "",
        "telephone": "020 7946 0000",
        "email": "",
        "booking_url": "",
        "booking_name": "",
        "portal_url": "",
        "portal_name": "",
        "address": {
            "street_address": "1 Quay",
            "postal_code": "",
            "locality": "Harbour",
            "region": "",
            "country": "GB",
        },
        "served_regions": ["England", "Wales"],
        "registrations": [
            {"kind": "company", "name": "Company number", "number": "123", "url": ""}
        ],
        "logo": None,
        "links": ["https://elsewhere.example/harbour"],
        "crisis": CRISIS,
        "disclaimer": "No advice.",
        "disclaimer_full": "No advice at all.",
        "regulator_notice": "Complain to us.",
        "legal_links": [
            {"kind": "privacy", "title": "Privacy policy", "url": "http://testserver/"},
            {"kind": "other", "title": "Law", "url": "https://law.example/"},
        ],
    }


def test_practice_is_served_in_a_language_of_the_site(site, practice, client):
    Locale.objects.create(language_code="de")

    assert get_json(client, "/api/v2/practice/?locale=de")["disclaimer"] == "Kein Rat."
    get_json(client, "/api/v2/practice/?locale=fr", status=400)


def test_practice_is_that_of_the_site_that_is_asked_for(site, practice, client):
    home = site.root_page.add_child(instance=rows.BlogIndexPage(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=home, port=8080)

    assert get_json(client, "/api/v2/practice/?site=other.example")["name"] == "other.example"
    assert get_json(client, "/api/v2/practice/?site=other.example:8080")["disclaimer"] == ""
    for wrong in ("none.example", "other.example:80", "other.example:x"):
        get_json(client, f"/api/v2/practice/?site={wrong}", status=400)


def test_practice_has_no_address_by_its_number(site, practice, client):
    assert client.get(f"/api/v2/practice/{practice.pk}/").status_code == 404


def test_practice_of_an_unknown_site_is_not_served(site, practice, client):
    Site.objects.all().delete()

    get_json(client, "/api/v2/practice/", status=404)
