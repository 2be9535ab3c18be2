"""A list that is exported and imported somewhere else is the same there, row by row."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from tests.sites import add_site
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import ConsentEvent, ConsentText, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import (
    erasure,
    import_undoing,
    imports,
    list_export,
    list_restoring,
    subscriptions,
    suppression_decisions,
    suppressions,
)
from wagtail_therapy.newsletter.readers.subscriber_files import own_format
from wagtail_therapy.newsletter.readers.subscriber_files.errors import UnreadableFileError
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

STATEMENT = "They signed up on our first site."
# What differs in another database, and what only sending a confirmation needs.
TRANSIENT = {
    *("id", "site", "email_key", "confirmation_due_at", "confirmation_sent_at"),
    *("confirmations_sent", "confirmation_attempts", "confirmation_lane"),
    *("new_email", "new_email_requested_at", "invited_by"),
}


@pytest.fixture
def full(site):
    """A list with a reader in each state, and with people who have left nothing but a hash."""
    text = ConsentText.store("=We’ll email you, “once a month”.\n\nYou can leave.", "en")
    for name in ("ada", "bo", "cy", "=1+1", "'quoted", "-dash"):
        reader = subscriptions.request(
            site, f"{name}@mail.example", consent_text=text, language="en"
        )
        subscriptions.confirm(reader, reader.token_version)
    waiting = subscriptions.request(site, "waiting@mail.example", consent_text=text)
    rows.subscriber(site, "weekly@mail.example", "paused", frequency="weekly", language="de")
    Subscriber.objects.filter(status="paused").update(
        paused_until=timezone.now() + timedelta(days=20)
    )
    subscriptions.unsubscribe(Subscriber.objects.get(email="bo@mail.example"), "link")
    hashes = email_addresses.address_hashes("cy@mail.example")
    suppression_decisions.suppress(site, hashes, "asked", by="Orla")
    gone = rows.subscriber(site, "gone@mail.example")
    suppressions.complain(site, [gone.address_hash])
    erasure.forget(gone.email)
    suppressions.stop(site, email_addresses.address_hashes("hash@mail.example"), "bounced")
    return waiting


def exported(site):
    return io.BytesIO(b"".join(list_export.stream(site)))


def stored(model, *but):
    names = [field.name for field in model._meta.concrete_fields if field.name not in but]
    return sorted(model.objects.values_list(*names), key=str)


def everything():
    own = {"id", "site"}
    events = ConsentEvent.objects.values_list(
        *("subscriber__uuid", "address_hash", "kind", "method"),
        *("consent_text__text", "by", "why", "created_at"),
    )
    return {
        "readers": stored(Subscriber, *TRANSIENT),
        "suppressions": stored(Suppression, *own),
        "texts": stored(ConsentText, "id"),
        "events": sorted(events, key=str),
    }


def empty_list():
    ConsentEvent.objects.all().delete()
    Suppression.objects.all().delete()
    Subscriber.objects.all().delete()
    ConsentText.objects.all().delete()


def restored(site, file):
    return list_restoring.restore(imports.start(site, "list.zip", STATEMENT, "Orla"), file)


def without_statement(found):
    return found | {"texts": [row for row in found["texts"] if STATEMENT not in row]}


def test_list_is_the_same_in_an_empty_database(site, full):
    before, file = everything(), exported(site)
    empty_list()

    result = restored(site, file)

    assert without_statement(everything()) == before
    assert (dict(result.counts), result.suppressions, result.lost) == ({"restored": 8}, 2, 0)


def test_columns_of_readers_are_exported_or_transient(db):
    columns = {field.name for field in Subscriber._meta.concrete_fields}
    exported_columns = set(own_format.COLUMNS[own_format.SUBSCRIBERS])
    assert columns - TRANSIENT == exported_columns - {"suppressed_for", "suppressed_since"}


def test_import_once_more_changes_nothing(site, full):
    file = exported(site)
    before = everything()

    result = restored(site, file)

    assert without_statement(everything()) == before
    assert dict(result.counts) == {"known": 4, "unconfirmed": 1, "paused": 1, "left-here": 2}


def test_preview_changes_nothing(site, full):
    file = exported(site)
    empty_list()
    result = list_restoring.preview(site, file)
    assert (dict(result.counts), result.suppressions) == ({"restored": 8}, 2)
    assert [Subscriber.objects.count(), ConsentText.objects.count()] == [0, 0]


def test_hashes_of_another_key_are_counted_and_left_out(site, full, settings):
    file = exported(site)
    empty_list()
    settings.SECRET_KEY = "another"

    result = restored(site, file)

    # The complaint and its proof, the erasure, and the bounce.
    assert (result.lost, result.suppressions) == (4, 0)
    stopped = Suppression.objects.values_list("address_hash", "reason")
    assert sorted(stopped) == sorted(
        (email_addresses.address_hash(f"{name}@mail.example"), reason)
        for name, reason in (("bo", "unsubscribed"), ("cy", "by-request"))
    )


def test_list_goes_to_another_site_of_the_same_database(site, full):
    other = add_site("other.example", slug="other")
    restored(other, exported(site))
    restored(other, exported(site))
    found = {
        one.hostname: Subscriber.objects.filter(site=one).order_by("email").values_list("email")
        for one in (site, other)
    }
    assert list(found[other.hostname]) == list(found[site.hostname])
    events = [ConsentEvent.objects.filter(site=one).count() for one in (site, other)]
    assert events[0] == events[1]


def test_reader_who_left_here_meanwhile_stays_away(site, full):
    file = exported(site)
    subscriptions.unsubscribe(Subscriber.objects.get(email="ada@mail.example"), "link")
    restored(site, file)
    assert Subscriber.objects.get(email="ada@mail.example").status == "unsubscribed"


def test_reader_who_left_there_leaves_here_if_an_import_brought_them(site, full):
    other = add_site("other.example", slug="other")
    brought = read(io.BytesIO(b"email,status\nbo@mail.example,active"), "list.csv")
    imports.run(imports.start(other, "list.csv", STATEMENT, "Orla"), brought)
    restored(other, exported(site))
    assert Subscriber.objects.get(email="bo@mail.example", site=other).status == "suppressed"


def test_restoring_is_undone(site, full):
    file = exported(site)
    empty_list()
    begun = imports.start(site, "list.zip", STATEMENT, "Orla")
    list_restoring.restore(begun, file)
    import_undoing.undo(begun, "Orla")
    left = Subscriber.objects.values_list("email", flat=True)
    # This reader has no proof of where the row came from.
    assert (list(left), Suppression.objects.count()) == (["weekly@mail.example"], 4)


def changed(file, old, new):
    """Return the file with other words in each of its tables."""
    written = io.BytesIO()
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(written, "w") as other:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8-sig")
            other.writestr(name, text.replace(old, new))
    written.seek(0)
    return written


@pytest.mark.parametrize(
    ("old", "new"),
    [("token_version", "other"), ("method", "other"), ("link", "x" * 200_000)],
    ids=["column of readers", "column of events", "huge cell"],
)
def test_file_that_was_changed_is_refused_as_a_whole(site, full, old, new):
    file = changed(exported(site), old, new)
    empty_list()
    with pytest.raises(UnreadableFileError, match="has been changed"):
        restored(site, file)
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",en,", ",en\0-a-language-that-is-far-too-long,"),
        (",active,", ",revived,"),
        ("2026-", "soon"),
        (",instant,", ",hourly,"),
    ],
)
def test_odd_cells_revive_no_one_and_end_nothing(site, full, old, new):
    file = changed(exported(site), old, new)
    empty_list()
    restored(site, file)
    assert set(Subscriber.objects.values_list("status", flat=True)) <= {*Subscriber.Status.values}
    mailable = Subscriber.objects.mailable().values_list("email", flat=True)
    assert "bo@mail.example" not in mailable


def test_table_of_readers_alone_is_read_as_a_file_of_a_service(site, full):
    with zipfile.ZipFile(exported(site)) as archive:
        table = io.BytesIO(archive.read(own_format.SUBSCRIBERS))
    [found] = read(table, "subscribers.csv")
    states = {record.address: record.state for record in found.records}
    assert states == {
        "ada@mail.example": "subscribed",
        "bo@mail.example": "left",
        "cy@mail.example": "blocked",
        "=1+1@mail.example": "subscribed",
        "'quoted@mail.example": "subscribed",
        "-dash@mail.example": "subscribed",
        "waiting@mail.example": "unconfirmed",
        "weekly@mail.example": "paused",
    }


def test_whole_file_is_read_as_one_table_where_it_can_not_be_restored(site, full):
    found = [len([*table.records]) for table in read(exported(site), "list.zip")]
    assert found == [8]
