"""Exporting readers in the admin: who may, which file they get, and what is recorded."""

import io
import zipfile

import pytest
from wagtail.models import ModelLogEntry

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.readers import reader_log

EXPORT = "/admin/therapy/subscribers/export/"
VIEW, ADDRESS, MAY = "view_subscriber", "view_subscriber_address", "export_subscriber"


@pytest.fixture
def reader(site):
    return rows.subscriber(site, "jane.doe@mail.example")


def formats(client):
    page = editors.parsed(client.get(EXPORT))
    return [one["value"] for one in page.select("input[name=format]")]


def test_whole_list_is_a_zip(site, reader):
    client = editors.member(site, site_permissions=[VIEW, ADDRESS, MAY])
    response = client.post(EXPORT, {"format": "whole"})
    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == "application/zip"
    assert f'filename="{site.hostname}-whole-' in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"jane.doe@mail.example" in archive.read("subscribers.csv")
    entry = ModelLogEntry.objects.get(action=reader_log.EXPORT)
    user = editors.user_of("member@host.example")
    assert (entry.user, entry.data) == (user, {"number": 1, "format": "whole"})


def test_addresses_are_exported_by_people_only_who_may_see_them(site, reader):
    client = editors.member(site, site_permissions=[VIEW, MAY])
    assert formats(client) == ["numbers"]
    response = client.post(EXPORT, {"format": "whole"})
    assert (response.status_code, response.streaming) == (200, False)
    assert ModelLogEntry.objects.filter(action=reader_log.EXPORT).count() == 0
    numbers = client.post(EXPORT, {"format": "numbers"})
    assert b"jane" not in b"".join(numbers.streaming_content)


def test_list_of_another_site_is_not_exported(site, reader):
    other = add_site("other.example", slug="other")
    rows.subscriber(other, "john.roe@mail.example")
    permissions = [VIEW, ADDRESS, MAY]
    client = editors.member(site, site_permissions=permissions)
    response = client.post(EXPORT, {"format": "mailchimp", "site": other.pk})
    assert (response.status_code, response.streaming) == (200, False)


def test_addresses_are_looked_at_site_by_site(site, reader):
    other = add_site("other.example", slug="other")
    client = editors.member(site, site_permissions=[ADDRESS], model_permissions=[VIEW, MAY])
    response = client.post(EXPORT, {"format": "whole", "site": other.pk})
    assert "You may not see the addresses of this site’s readers." in response.text


@pytest.mark.parametrize("permissions", [[VIEW, ADDRESS], [MAY], [ADDRESS, MAY]])
def test_people_who_may_not_export_are_refused(site, reader, permissions):
    client = editors.member(site, site_permissions=permissions)
    for response in (client.get(EXPORT), client.post(EXPORT, {"format": "whole"})):
        assert response["Location"] == "/admin/"


def test_looking_at_the_page_exports_nothing(site, reader):
    client = editors.member(site, site_permissions=[VIEW, ADDRESS, MAY])
    assert client.get(EXPORT, {"format": "whole"}).streaming is False
    assert ModelLogEntry.objects.filter(action=reader_log.EXPORT).count() == 0
