"""The steps of an import after the file: columns, consent, report and undoing it."""

import csv
import io

import pytest

from tests.newsletter import editors
from tests.newsletter.admin.import_pages import (
    ADDRESS,
    CHANGE,
    IMPORTS,
    LIST,
    PAGES,
    brought,
    columns,
    errors,
    send,
    uploaded,
)
from tests.newsletter.readers import import_rows
from tests.newsletter.readers.import_rows import listed
from tests.newsletter.readers.subscriber_files.files import zipped
from wagtail_therapy.newsletter import audit_log, tasks
from wagtail_therapy.newsletter.admin import import_steps
from wagtail_therapy.newsletter.models import ImportFilePart, Subscriber, SubscriberImport

ONE_COLUMN = "ada@mail.example\nbo@mail.example\n"
State = SubscriberImport.State


@pytest.fixture
def client(site):
    """A person who may import to the list of the site."""
    return editors.member(site, site_permissions=[CHANGE, ADDRESS])


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


def test_people_who_may_never_have_subscribed_can_only_be_asked(client):
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
