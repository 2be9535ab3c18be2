"""The import in the admin: who may, and which files are taken."""

import pytest
from django.test import Client

from tests.newsletter import editors
from tests.newsletter.admin.import_pages import (
    ADDRESS,
    CHANGE,
    IMPORTS,
    LIST,
    PAGES,
    brought,
    errors,
    uploaded,
)
from tests.newsletter.readers import import_rows
from tests.newsletter.readers.subscriber_files.files import sheet, zipped
from tests.sites import add_site
from wagtail_therapy.newsletter import audit_log
from wagtail_therapy.newsletter.admin import import_forms, import_steps
from wagtail_therapy.newsletter.models import SubscriberImport
from wagtail_therapy.newsletter.readers.subscriber_files import archives

ONE_COLUMN = "ada@mail.example\nbo@mail.example\n"
State = SubscriberImport.State


@pytest.fixture
def client(site):
    """A person who may import to the list of the site."""
    return editors.member(site, site_permissions=[CHANGE, ADDRESS])


@pytest.mark.parametrize("permissions", [[], [CHANGE], [ADDRESS], [ADDRESS, "view_subscriber"]])
@pytest.mark.parametrize("path", ["", "add/", "results/"])
def test_import_is_for_people_who_may_change_readers_and_see_addresses(site, permissions, path):
    person = editors.member(site, "publish_page", site_permissions=permissions)
    assert person.get(f"{IMPORTS}{path}")["Location"] == "/admin/"


def test_import_of_another_site_is_not_seen(client):
    other = import_rows.checked(add_site("other.example", slug="other"), LIST)
    answers = [client.get(f"{IMPORTS}{other.pk}/{page}")["Location"] for page in PAGES]
    answers += [client.post(f"{IMPORTS}{other.pk}/{page}")["Location"] for page in PAGES]
    assert {*answers} == {"/admin/"}
    assert client.post(f"{IMPORTS}{other.pk}/discard/")["Location"] == "/admin/"
    assert "list.csv" not in client.get(IMPORTS).content.decode()
    assert brought().state == State.CHECKED


def test_site_is_asked_for_only_where_there_are_several(client, site, editor_client):
    add_site("other.example", slug="other")
    assert 'name="site"' not in client.get(f"{IMPORTS}add/").content.decode()
    assert errors(uploaded(editor_client, LIST)) == ["This field is required."]
    uploaded(editor_client, LIST, site=site.pk)
    assert brought().site == site


def test_file_is_stored_with_what_we_propose_and_logged(client, site):
    response = uploaded(client, LIST, "ada@mail.example.csv")
    stored = brought()
    assert response["Location"] == f"{IMPORTS}{stored.pk}/columns/"
    assert (stored.file_name, stored.state) == ("…", State.UPLOADED)
    assert (stored.layouts[0]["address"], stored.layouts[0]["state"]) == (0, 1)
    assert bytes(stored.file_parts.get().content) == LIST.encode()
    entry = audit_log.entries(site).get(action=audit_log.UPLOAD)
    assert (entry.message, entry.user.email) == (
        "A file with readers was uploaded",
        "member@host.example",
    )


NO_TABLE = "This file is not a table. Please choose the CSV, Excel or ZIP file of your list."


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "list.csv", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "list.csv", NO_TABLE),
        (
            b"name\nAda\n",
            "list.csv",
            "We found no column with email addresses in this file. Please check the file.",
        ),
        (b"PK\x03\x04 and no more", "a.zip", "This ZIP file is damaged. Please export it again."),
    ],
)
def test_file_that_is_no_list_is_refused_with_what_to_do(client, content, name, expected):
    assert errors(uploaded(client, content, name)) == [expected]
    assert SubscriberImport.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (LIST.encode("utf-16"), "list.csv"),
        (LIST.replace("bo@", "\ufeffbo@").encode(), "list.csv"),
        (zipped(**{"../../etc/list.csv": LIST}), "list.zip"),
        (
            sheet([("email", "status", "=1+1"), ("ada@mail.example", "active", "=1+1")], [("x",)]),
            "list.xlsm",
        ),
    ],
)
def test_odd_file_that_can_be_read_is_taken(client, content, name):
    assert uploaded(client, content, name)["Location"].endswith("/columns/")


def test_archive_that_unpacks_to_too_much_is_refused(client, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 1024**2)
    bomb = zipped(**{"list.csv": "email\n" + "a@mail.example\n" * 200_000})
    [error] = errors(uploaded(client, bomb, "list.zip"))
    assert error.startswith("This file is too large")


def test_file_that_is_too_large_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(import_steps, "MOST_BYTES", -import_forms.MEGABYTE)
    monkeypatch.setattr(import_steps.FileForm, "clean_file", lambda self: pytest.fail("read"))
    response = uploaded(client, LIST)
    assert (response.status_code, errors(response)) == (
        413,
        [import_forms.too_large()],
    )


def test_file_a_little_too_large_is_refused(client, monkeypatch):
    monkeypatch.setattr(import_forms, "MOST_BYTES", 10)
    [error] = errors(uploaded(client, LIST))
    assert error.startswith("This file is too large")


def test_upload_needs_the_token_of_the_form(client, site):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editors.user_of("member@host.example"))
    assert uploaded(strict, LIST).status_code == 403
    assert SubscriberImport.objects.count() == 0
