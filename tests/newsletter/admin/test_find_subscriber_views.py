"""Finding a reader: by the whole address, or by a part for users who may see addresses."""

import pytest

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.readers import suppressions

FIND = "/admin/therapy/subscribers/find/"
VIEW, ADDRESS = "view_subscriber", "view_subscriber_address"
JANE = "jane.doe@mail.example"


@pytest.fixture
def reader(site):
    return rows.subscriber(site, JANE)


def find(client, address):
    return client.post(FIND, {"address": address})


def text(response):
    return " ".join(editors.parsed(response).select_one("main").get_text(" ").split())


def found(response):
    return [cell.get_text(strip=True) for cell in editors.parsed(response).select("td.title")]


@pytest.mark.parametrize("typed", [JANE, "Jane.DOE@mail.example", f" {JANE} "])
def test_whole_address_leads_to_the_reader(site, reader, typed):
    response = find(editors.member(site, site_permissions=[VIEW]), typed)
    assert response["Location"] == f"/admin/therapy/subscribers/{reader.pk}/"


@pytest.mark.parametrize("typed", ["jane", "jane.doe", "mail.example", "doe@mail"])
def test_part_finds_nothing_without_the_permission_to_see_addresses(site, reader, typed):
    response = find(editors.member(site, site_permissions=[VIEW]), typed)
    assert "jane.doe" not in text(response)
    assert "Enter an email address in full" in text(response)


def test_part_finds_readers_of_sites_whose_addresses_one_may_see(site, reader):
    other = add_site("other.example", slug="other")
    rows.subscriber(other, "jane.roe@mail.example")
    client = editors.member(site, site_permissions=[VIEW, ADDRESS], model_permissions=[VIEW])
    assert found(find(client, "JANE")) == [JANE]
    assert text(find(client, "ja")).count("Enter at least 3 letters.") == 1


def test_reader_of_another_site_is_not_found(site):
    other = add_site("other.example", slug="other")
    rows.subscriber(other, JANE)
    client = editors.member(site, site_permissions=[VIEW, ADDRESS])
    for typed in (JANE, "jane"):
        assert "No reader has this address." in text(find(client, typed))


def test_address_that_is_gone_is_known_by_why_it_is_not_emailed(site):
    suppressions.stop(site, email_addresses.address_hashes(JANE), "complained")
    shown = text(find(editors.member(site, site_permissions=[VIEW]), JANE))
    assert "No reader has this address. It must not be emailed from" in shown
    assert "marked as spam." in shown


def test_same_address_on_two_sites_is_a_choice(editor_client, site, reader):
    other = add_site("other.example", slug="other")
    rows.subscriber(other, JANE)
    assert found(find(editor_client, JANE)) == [JANE, JANE]


def test_many_are_cut_off(editor_client, site):
    rows.subscribers(site, 60)
    response = find(editor_client, "active")
    assert len(found(response)) == 50
    assert "The first 50 readers. Enter more of the address" in text(response)


def test_address_in_a_url_is_not_looked_at(editor_client, reader):
    assert editor_client.get(FIND, {"address": JANE})["Location"] == "/admin/therapy/subscribers/"


def test_people_who_may_not_see_readers_are_refused(site, reader):
    assert find(editors.member(site, "publish_page"), JANE)["Location"] == "/admin/"
