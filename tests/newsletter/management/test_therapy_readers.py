"""``therapy_readers``: from the file of another service to the list, and back."""

import csv

import pytest
from django.core.management import CommandError, call_command

from tests.newsletter import rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Subscriber,
    SubscriberImport,
    Suppression,
)

STATEMENT = "They signed up by the form on our old site."
LIST = (
    "email,status\nada@mail.example,active\nbo@mail.example,unsubscribed\n"
    "cy@mail.example,active\nno address,active\n"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "of-ada@mail.example.csv"
    path.write_text(LIST)
    return path


@pytest.fixture
def readers(capsys):
    """Return a function that runs the command and returns its lines."""

    def readers(*arguments):
        call_command("therapy_readers", *map(str, arguments))
        return capsys.readouterr().out.splitlines()

    return readers


COUNTS = [
    "2 added: they get your next post",
    "1 had left or could not be reached: they will never be emailed",
    "1 not an email address that we can send to",
]
HOW = "…: as a list with a column for the state exports it."


def test_dry_run_says_what_would_become_of_the_rows(site, path, readers):
    lines = readers("import", path, "--statement", STATEMENT, "--dry-run")
    assert lines == [HOW, *COUNTS, "4 rows in all. Nothing was changed."]
    assert [Subscriber.objects.count(), SubscriberImport.objects.count()] == [0, 0]


def test_import_says_its_number_by_which_it_is_undone(site, path, readers):
    lines = readers("import", path, "--statement", STATEMENT, "--as", "Orla")
    done = SubscriberImport.objects.get()
    assert lines == [
        f"Import {done.pk}, to the list of {site.hostname}.",
        HOW,
        *COUNTS,
        "4 rows in all. No one was emailed.",
    ]
    assert (done.by, done.file_name) == ("Orla", "…")
    assert readers("undo", done.pk) == [f"Import {done.pk} is undone: 3 rows deleted."]
    assert Subscriber.objects.count() == 0


def test_report_names_rows_by_number_and_no_address(site, path, readers, tmp_path):
    report = tmp_path / "report.csv"
    readers("import", path, "--statement", STATEMENT, "--dry-run", "--report", report)
    reported = [row[1:3] for row in csv.reader(report.read_text().splitlines())]
    assert reported == [
        ["row", "outcome"],
        ["2", "added"],
        ["3", "stopped"],
        ["4", "added"],
        ["5", "invalid-address"],
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "This file is empty."), ("Username\nada\n", "We found no column with email addresses")],
)
def test_file_that_is_no_list_is_refused(site, path, readers, content, message):
    path.write_text(content)
    with pytest.raises(CommandError, match=message):
        readers("import", path, "--statement", STATEMENT)


def test_what_was_read_before_a_damaged_row_stays_and_can_be_undone(site, path, readers):
    path.write_text(LIST + "dy@mail.example,active\n" * 1000 + '"never closed\n')
    with pytest.raises(CommandError, match="We can’t read line 1006"):
        readers("import", path, "--statement", STATEMENT)
    done = SubscriberImport.objects.get()
    assert done.counts["added"] == Subscriber.objects.count() == 3
    readers("undo", done.pk)
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("statement", ["", "  "])
def test_import_needs_a_statement_of_consent(site, path, readers, statement):
    with pytest.raises(CommandError, match="Say where these people agreed"):
        readers("import", path, "--statement", statement)


def test_import_needs_to_know_whose_list_it_is(site, path, readers):
    add_site("other.example", slug="other")
    with pytest.raises(CommandError, match="There are several sites"):
        readers("import", path, "--statement", STATEMENT)
    readers("import", path, "--statement", STATEMENT, "--site", "other.example")
    assert {*Subscriber.objects.values_list("site__hostname", flat=True)} == {"other.example"}


def test_import_that_is_not_there_cannot_be_undone(site, readers):
    with pytest.raises(CommandError, match="There is no import 7"):
        readers("undo", 7)


def test_missing_file_is_an_error(site, readers, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        readers("import", tmp_path / "none.csv", "--statement", STATEMENT)


def test_export_writes_a_file_that_only_its_owner_reads_and_that_import_reads_back(
    site, path, readers, tmp_path
):
    readers("import", path, "--statement", STATEMENT, "--as", "Orla")
    file = tmp_path / "list.zip"
    lines = readers("export", file, "--as", "Orla")
    assert lines == [f"The list of {site.hostname} is in list.zip."]
    assert file.stat().st_mode & 0o777 == 0o600

    ConsentEvent.objects.all().delete()
    Subscriber.objects.all().delete()
    Suppression.objects.all().delete()
    lines = readers("import", file, "--statement", STATEMENT, "--as", "Orla", "--dry-run")
    assert lines == [
        "A whole list of ours, with 1 addresses that must not be mailed.",
        "2 added as they were: subscribed, waiting, or no longer emailed",
        "2 rows in all. Nothing was changed.",
    ]
    readers("import", file, "--statement", STATEMENT, "--as", "Orla")
    assert (Subscriber.objects.count(), Suppression.objects.count()) == (2, 1)


def test_export_overwrites_no_file(site, path):
    with pytest.raises(CommandError, match="can't be written: File exists"):
        call_command("therapy_readers", "export", str(path), "--as", "Orla")


def test_export_for_a_service_says_who_is_not_in_it(site, readers, tmp_path):
    rows.subscriber(site, "=1+1@mail.example")
    lines = readers("export", tmp_path / "ghost.csv", "--format", "ghost", "--as", "Orla")
    assert lines[1].startswith("1 addresses that a spreadsheet would take for a formula aren't")
