import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings


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


def test_settings_are_edited_in_the_admin(site, editor_client):
    address = f"/admin/settings/wagtail_therapy_practice/practicesettings/{site.pk}/"
    fields = {"name": "Willowmere", "crisis_checked_date": "2026-11-01", "crisis_notice": "Call."}

    response = editor_client.post(address, fields)

    practice = PracticeSettings.read(site)
    assert (response.status_code, practice.name, str(practice.crisis_checked_date)) == (
        302,
        "Willowmere",
        "2026-11-01",
    )


def test_links_are_web_addresses(site):
    practice = PracticeSettings(site=site, links="https://a.example/\nmailto:me@a.example")

    with pytest.raises(ValidationError) as error:
        practice.full_clean()

    assert error.value.message_dict == {
        "links": ["“mailto:me@a.example” is no web address. Write one on each line."]
    }


def test_settings_without_a_site_are_none(site):
    Site.objects.all().delete()

    assert PracticeSettings.read_for(RequestFactory().get("/")) is None
