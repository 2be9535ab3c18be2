"""The list of readers in the admin: which readers and addresses a user sees."""

import pytest

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import Subscriber

READERS = "/admin/therapy/subscribers/"
VIEW, ADDRESS = "view_subscriber", "view_subscriber_address"


@pytest.fixture
def readers(site):
    """One reader of the site, and one of another."""
    other = add_site("other.example", slug="other")
    rows.subscriber(site, "jane.doe@mail.example")
    rows.subscriber(other, "john.roe@mail.example")


def listed(client, path="", **query):
    cells = editors.parsed(client.get(READERS + path, query)).select("tbody td.title")
    return [cell.get_text(strip=True) for cell in cells]


@pytest.mark.parametrize("path", ["", "results/"])
@pytest.mark.parametrize(
    ("permissions", "shown"),
    [
        ({"site_permissions": [VIEW]}, ["j•••@•••"]),
        ({"site_permissions": [VIEW, ADDRESS]}, ["jane.doe@mail.example"]),
        ({"model_permissions": [VIEW]}, ["j•••@•••"] * 2),
        (
            {"model_permissions": [VIEW], "site_permissions": [ADDRESS]},
            ["jane.doe@mail.example", "j•••@•••"],
        ),
        (
            {"model_permissions": [ADDRESS], "site_permissions": [VIEW]},
            ["jane.doe@mail.example"],
        ),
    ],
)
def test_list_has_the_readers_and_addresses_that_the_user_may_see(
    site, readers, permissions, shown, path
):
    assert sorted(listed(editors.member(site, **permissions), path)) == shown


def test_list_has_all_for_superusers(editor_client, readers):
    shown = ["jane.doe@mail.example", "john.roe@mail.example"]
    assert sorted(listed(editor_client)) == shown


@pytest.mark.parametrize("permissions", [[], [ADDRESS], ["change_subscriber", "export_subscriber"]])
def test_list_is_closed_without_the_permission_to_see_readers(site, readers, permissions):
    client = editors.member(site, "publish_page", site_permissions=permissions)
    assert client.get(READERS)["Location"] == "/admin/"


@pytest.mark.parametrize("parameter", ["email__startswith", "email", "q", "search", "ordering"])
def test_readers_cannot_be_guessed_letter_by_letter(site, parameter):
    rows.subscriber(site, "jane.doe@mail.example")
    client = editors.member(site, site_permissions=[VIEW])
    guesses = ("j", "jane.doe@mail.example", "x")
    found = [listed(client, **{parameter: guess}) for guess in guesses]
    assert found == [["j•••@•••"]] * 3


def test_readers_are_found_by_their_status(editor_client, site):
    rows.subscriber(site, "jane@mail.example", Subscriber.Status.PENDING)
    found = {status: listed(editor_client, status=status) for status in ("pending", "active")}
    assert found == {"pending": ["jane@mail.example"], "active": []}


def test_list_says_how_many_readers_are_in_each_state(site, readers):
    rows.subscribers(site, 2)
    rows.subscriber(site, "left@mail.example", "unsubscribed")
    client = editors.member(site, site_permissions=[VIEW])

    text = " ".join(editors.parsed(client.get(READERS)).get_text(" ").split())

    assert "3 subscribed · 1 unsubscribed" in text


@pytest.mark.parametrize(
    ("permissions", "leads"), [([VIEW], 0), ([VIEW, "change_subscriber", ADDRESS], 2)]
)
def test_empty_list_leads_to_the_import(site, permissions, leads):
    client = editors.member(site, site_permissions=permissions)
    shown = editors.parsed(client.get(READERS))
    assert len(shown.select("a[href='/admin/therapy/imports/add/']")) == leads
