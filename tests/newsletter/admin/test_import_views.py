"""The import in the admin: who may, what is refused, and what each step stores."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.newsletter import editors
from tests.newsletter.readers import import_rows
from tests.newsletter.readers.import_rows import listed
from tests.newsletter.subscriber_files.files import sheet, zipped
from tests.sites import add_site
from wagtail_therapy.newsletter import audit_log, tasks
from wagtail_therapy.newsletter.admin import import_forms, import_steps
from wagtail_therapy.newsletter.models import ImportFilePart, Subscriber, SubscriberImport

IMPORTS = "/admin/therapy/imports/"
CHANGE, ADDRESS = "change_subscriber", "view_subscriber_address"
LIST = listed(("ada@mail.example", "active"), ("bo@mail.example", "unsubscribed"))
ONE_COLUMN = "ada@mail.example\nbo@mail.example\n"
State = SubscriberImport.State


@pytest.fixture
def client(site):
    """A person who may import to the list of the site."""
    return editors.member(site, site_permissions=[CHANGE, ADDRESS])


def uploaded(client, content, name="list.csv", **data):
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, raw)
    return client.post(f"{IMPORTS}add/", {"file": file} | data)


def errors(response):
    shown = editors.parsed(response).select(".error-message")
    return [" ".join(one.get_text(" ").split()) for one in shown]


def brought():
    return SubscriberImport.objects.get()


def send(client, step, **data):
    return client.post(f"{IMPORTS}{brought().pk}/{step}/", data)


def columns(client, **data):
    """Send the form for the columns of a file that has one table, and return the import."""
    fields = {"address": "0", "state": "", "consented": ""} | data
    send(client, "columns", **{f"table0-{name}": value for name, value in fields.items()})
    return brought()


@pytest.mark.parametrize("permissions", [[], [CHANGE], [ADDRESS], [ADDRESS, "view_subscriber"]])
@pytest.mark.parametrize("path", ["", "add/", "results/"])
def test_import_is_for_people_who_may_change_readers_and_see_addresses(site, permissions, path):
    person = editors.member(site, "publish_page", site_permissions=permissions)
    assert person.get(f"{IMPORTS}{path}")["Location"] == "/admin/"


PAGES = ["", "columns/", "consent/", "report/", "undo/"]


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
    monkeypatch.setattr("wagtail_therapy.newsletter.subscriber_files.archives.MOST_BYTES", 1024**2)
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


def test_small_file_is_checked_at_once(client):
    uploaded(client, LIST)
    checked = columns(client, state="1")
    assert (checked.state, checked.counts) == (State.CHECKED, {"added": 1, "stopped": 1})


def test_large_file_is_checked_by_a_worker(client, monkeypatch, queue, committed):
    monkeypatch.setattr(import_steps, "MOST_BYTES_AT_ONCE", -1)
    uploaded(client, LIST)
    with committed():
        stored = columns(client, state="1")
    task = ("wagtail_therapy.newsletter.work_on_import", f"{{'import_id': {stored.pk}}}")
    assert (stored.state, queue()) == (State.CHECKING, [task])


def test_columns_can_be_changed(client):
    uploaded(client, "old,new,kind\nx@mail.example,ada@mail.example,on\n")
    word = next(
        field["name"]
        for field in editors.parsed(
            send(client, "columns", **{"table0-address": "1", "table0-state": "2"})
        ).select("select")
        if "word" in field["name"]
    )
    columns(client, address="1", state="2", **{word.partition("-")[2]: "subscribed"})
    assert brought().counts == {"added": 1}
    assert brought().layouts[0] | {"consented": []} == {
        "address": 1,
        "state": 2,
        "consented": [],
        "words": {"on": "subscribed"},
        "everyone": "unknown",
    }


def test_column_with_notes_is_not_offered_as_the_state(client):
    notes = [f"{n}@mail.example,note number {n}\n" for n in range(30)]
    uploaded(client, "email,note\n" + "".join(notes))
    page = editors.parsed(client.get(f"{IMPORTS}{brought().pk}/columns/"))
    offered = [one.get_text() for one in page.select("[name=table0-state] option")]
    assert offered == ["No column says it"]


def test_what_a_known_service_says_cannot_be_changed(client):
    uploaded(client, "Email 1,Labels,Email subscriber status\nada@mail.example,x,Unsubscribed\n")
    columns(client, state="1", everyone="subscribed")
    assert brought().counts == {"stopped": 1}


def test_file_of_addresses_asks_whose_they_are(client):
    uploaded(client, ONE_COLUMN)
    assert columns(client).state == State.UPLOADED
    assert columns(client, everyone="left").counts == {"stopped": 2}
    assert columns(client, everyone="subscribed").counts == {"added": 2}


def test_table_can_be_left_out(client):
    uploaded(client, zipped(**{"a.csv": LIST, "b.csv": LIST.replace("ada", "cy")}), "list.zip")
    data = {"table0-address": "", "table1-address": "0", "table0-state": "1", "table1-state": "1"}
    send(client, "columns", **data)
    assert brought().counts == {"added": 1, "stopped": 1}


def test_import_begins_with_a_statement(client, site, queue, committed):
    uploaded(client, LIST)
    columns(client, state="1")
    assert errors(send(client, "consent", basis="agreed", statement=" ")) == [
        "Say where and when these people agreed."
    ]
    with committed():
        send(client, "consent", basis="agreed", statement="By our form.")
    begun = brought()
    assert (begun.state, begun.statement.text, begun.asks) == (
        State.IMPORTING,
        "By our form.",
        False,
    )
    assert [arguments for _task, arguments in queue()] == [f"{{'import_id': {begun.pk}}}"]
    assert audit_log.entries(site).filter(action=audit_log.BEGIN_IMPORT).count() == 1


def test_people_of_whom_no_one_knows_can_only_be_asked(client):
    uploaded(client, ONE_COLUMN)
    columns(client, everyone="not_said")
    page = editors.parsed(client.get(f"{IMPORTS}{brought().pk}/consent/"))
    assert page.select("[name=basis], [name=statement]") == []
    send(client, "consent", subject="Posts?", text="Would you like them?", statement="They agreed.")
    begun = brought()
    assert (begun.statement, begun.invitation.text) == (None, "Would you like them?")
    tasks.work_on_import(import_id=begun.pk)
    assert brought().counts == {"invited": 2}
    assert {one.status for one in Subscriber.objects.all()} == {Subscriber.Status.PENDING}


def test_file_without_anyone_new_needs_no_statement(client):
    uploaded(client, listed(("bo@mail.example", "unsubscribed")))
    columns(client, state="1")
    send(client, "consent")
    assert (brought().state, brought().statement) == (State.IMPORTING, None)


def test_second_tab_changes_nothing(client):
    uploaded(client, LIST)
    columns(client, state="1")
    for _tab in range(2):
        send(client, "consent", basis="agreed", statement="By our form.")
    columns(client, state="")
    assert (brought().state, brought().layouts[0]["state"]) == (State.IMPORTING, 1)
    send(client, "discard")
    assert brought().state == State.IMPORTING


def test_report_has_the_numbers_of_the_rows_and_no_addresses(client, site):
    done = import_rows.done(site, LIST, "=list.csv")
    response = client.get(f"{IMPORTS}{done.pk}/report/")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(text))] == [
        ["file", "row", "outcome", "what it means"],
        ["'=list.csv", "2", "added", "added: they get your next post"],
        [
            "'=list.csv",
            "3",
            "stopped",
            "had left or could not be reached: they will never be emailed",
        ],
    ]


def test_import_is_undone_and_logged_with_who_did_it(client, site):
    done = import_rows.done(site, LIST)
    send(client, "undo")
    done.refresh_from_db()
    assert (done.state, Subscriber.objects.count()) == (State.UNDONE, 0)
    entry = audit_log.entries(site).get(action=audit_log.UNDO_IMPORT)
    assert (entry.message, entry.user.email) == (
        "Import undone: 2 rows deleted",
        "member@host.example",
    )


def test_file_can_be_deleted_before_it_is_imported(client):
    uploaded(client, LIST)
    send(client, "discard")
    assert [SubscriberImport.objects.count(), ImportFilePart.objects.count()] == [0, 0]


def test_reading_changes_nothing(client, site):
    one = import_rows.checked(site, LIST)
    before = SubscriberImport.objects.values().get()
    for page in PAGES:
        client.get(f"{IMPORTS}{one.pk}/{page}")
    assert SubscriberImport.objects.values().get() == before
