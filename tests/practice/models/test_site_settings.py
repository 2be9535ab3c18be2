from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import streamfield

from tests.pages import rows
from tests.pages.forms import snippet_form
from tests.parsed_html import parsed
from wagtail_therapy.practice.crisis import presets
from wagtail_therapy.practice.models import PracticeSettings


def line(number):
    """Return a crisis line as its form sends it."""
    fields = {"name": "Night line", "audience": "everybody"}
    fields |= dict.fromkeys(("hours", "languages", "source"), "")
    ways = streamfield([("call", {"number": number, "note": ""})])
    return streamfield([("line", fields | {"ways": ways})])


def other_site(site, **fields):
    return Site.objects.create(hostname="other.example", root_page=site.root_page, **fields)


def test_settings_belong_to_their_site(site):
    other = other_site(site)
    practice = PracticeSettings.objects.create(site=site, name="Willowmere")

    assert [PracticeSettings.read(site), PracticeSettings.read(other).name] == [practice, ""]


def test_read_writes_nothing(site):
    PracticeSettings.read(site)

    assert PracticeSettings.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "site_name", "shown"),
    [
        ("Willowmere", "Foreign", "Willowmere"),
        ("", "Foreign", "Foreign"),
        ("", "", "other.example"),
    ],
)
def test_display_name_is_what_comes_first(site, name, site_name, shown):
    other = other_site(site, site_name=site_name)

    assert PracticeSettings(site=other, name=name).display_name == shown


def address_of(site):
    return f"/admin/settings/wagtail_therapy_practice/practicesettings/{site.pk}/"


def fill_in(client, site, **fields):
    """Send the settings' own form as a browser does; return what it says is wrong."""
    data = snippet_form(client, address_of(site), **fields)
    response = client.post(address_of(site), data)
    return response.context["form"].errors if response.status_code == 200 else {}


def test_settings_are_edited_in_the_admin(site, editor_client):
    leaflet = rows.approaches(site, "Privacy")
    errors = fill_in(
        editor_client,
        site,
        name="Willowmere",
        crisis_preset="us",
        crisis_notice="Call.",
        crisis_lines=line("+44 20 7946 0000"),
        registrations=streamfield([("vat", {"number": "GB 1", "url": ""})]),
        legal_links=streamfield(
            [
                ("privacy", {"page": leaflet.pk, "url": "", "title": ""}),
                ("other", {"page": "", "url": "https://a.example/", "title": "Fees"}),
            ]
        ),
    )

    practice = PracticeSettings.read(site)
    assert (errors, practice.name, practice.crisis_preset) == ({}, "Willowmere", "us")
    assert [child.value["name"] for child in practice.crisis_lines] == ["Night line"]
    assert [child.block_type for child in practice.legal_links] == ["privacy", "other"]
    assert [child.value["number"] for child in practice.registrations] == ["GB 1"]


NOT_A_NUMBER = "This number can’t be dialled as it is written."


def test_numbers_that_cannot_be_dialled_are_refused(site, editor_client):
    errors = fill_in(
        editor_client,
        site,
        country="GB",
        telephone="after 6 pm",
        emergency_number="nine nine nine",
        crisis_lines=line("0800 111"),
    )

    assert sorted(errors) == ["crisis_lines", "emergency_number", "telephone"]
    assert errors["telephone"][0].startswith(NOT_A_NUMBER)
    [problem] = errors["crisis_lines"].as_data()
    at_number = problem.block_errors[0].block_errors["ways"].block_errors[0].block_errors["number"]
    assert at_number.messages[0].startswith(NOT_A_NUMBER)


def test_form_shows_a_wrong_number_where_it_is(site, editor_client):
    data = snippet_form(editor_client, address_of(site), crisis_lines=line("0800 111"))
    html = editor_client.post(address_of(site), data).content.decode()

    assert "dialled as it is written" in html


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"country": "GB"}, "tel:+442079460000"),
        ({"country": "United Kingdom", "crisis_preset": "wales"}, "tel:+442079460000"),
        ({"country": "US", "crisis_preset": "wales"}, ""),
        ({}, ""),
    ],
)
def test_number_of_the_practice_is_one_of_its_country(site, fields, url):
    assert PracticeSettings(site=site, telephone="020 7946 0000", **fields).telephone_url == url


def test_form_offers_countries_that_are_not_out_of_date(site, editor_client, monkeypatch):
    PracticeSettings.objects.create(site=site, crisis_preset="wales")
    monkeypatch.setattr(presets, "LIFETIME", timedelta(days=-1))
    html = editor_client.get(address_of(site)).content.decode()
    [field] = parsed(html).select("[name=crisis_preset]")

    assert [one["value"] for one in field.select("option")] == ["", "wales"]


def test_button_to_leave_does_not_lead_to_the_practice(site, editor_client):
    site.hostname = "host.example"
    site.save()

    assert fill_in(editor_client, site, exit_url="https://host.example/contact/") == {
        "exit_url": ["This is your own site. Choose a page that has nothing to do with you."]
    }


def test_settings_of_one_language_ask_for_no_other(site, editor_client):
    assert "other_languages" not in editor_client.get(address_of(site)).content.decode()


def test_settings_ask_for_the_texts_in_each_language(site, editor_client, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    get_setting_edit_handler.cache_clear()
    Locale.objects.create(language_code="de")
    empty = ("crisis_notice", "disclaimer_full", "regulator_notice", "served_regions")
    streams = dict.fromkeys(("crisis_lines", "legal_links"), streamfield([]))
    value = {"language": "de", "disclaimer": "Kein Rat."} | dict.fromkeys(empty, "") | streams
    errors = fill_in(editor_client, site, other_languages=streamfield([("language", value)]))

    get_setting_edit_handler.cache_clear()
    saved = PracticeSettings.read(site).other_languages
    assert (errors, [one.value["disclaimer"] for one in saved]) == ({}, ["Kein Rat."])


def test_links_are_web_addresses(site):
    practice = PracticeSettings(site=site, links="https://a.example/\nmailto:me@a.example")

    with pytest.raises(ValidationError) as error:
        practice.full_clean()

    assert error.value.message_dict == {
        "links": ["“mailto:me@a.example” isn’t a web address. Write one on each line."]
    }


def test_settings_without_a_site_are_none(site):
    Site.objects.all().delete()

    assert PracticeSettings.read_for(RequestFactory().get("/")) is None


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"region": "Kent", "country": "GB"}, []),
        ({"street_address": "3 Quay Lane"}, ["3 Quay Lane"]),
        (
            {
                "street_address": "3 Quay Lane",
                "postal_code": "00000",
                "locality": "Harrow Bay",
                "region": "State of Example",
                "country": "US",
            },
            ["3 Quay Lane", "00000 Harrow Bay, State of Example", "US"],
        ),
    ],
)
def test_address_is_shown_of_a_place_that_clients_come_to(site, fields, lines):
    assert PracticeSettings(site=site, **fields).address_lines == lines


@pytest.mark.parametrize(
    ("fields", "ways"),
    [
        ({}, ["testserver"]),
        ({"email": "hello@a.example"}, ["hello@a.example"]),
        (
            {"telephone": "+44 20 7946 0000", "email": "hello@a.example"},
            ["+44 20 7946 0000", "hello@a.example"],
        ),
    ],
)
def test_sender_has_a_name_an_address_and_a_way_to_be_reached(site, fields, ways):
    practice = PracticeSettings(
        site=site, name="Willowmere", postal_address="3 Quay Lane\r\n\r\nHarrow Bay\r\n", **fields
    )

    assert practice.sender_lines == ["Willowmere", "3 Quay Lane", "Harrow Bay", *ways]
