"""The file of an import, piece by piece in the database, and how long it stays there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter.readers import import_rows
from tests.newsletter.readers.subscriber_files.files import sheet, zipped
from wagtail_therapy.content.file_imports import models
from wagtail_therapy.newsletter.models import ImportFilePart, ImportReportPart, SubscriberImport
from wagtail_therapy.newsletter.readers import import_files

LIST = import_rows.listed(("ada@mail.example", "active"))
State = SubscriberImport.State


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (LIST, "list.csv"),
        (zipped(**{"list.csv": LIST, "readme.md": "x" * 5000}), "list.zip"),
        (sheet([("email", "status"), ("ada@mail.example", "active")]), "list.xlsx"),
    ],
)
def test_tables_are_read_from_the_database(site, monkeypatch, content, name):
    monkeypatch.setattr(models, "PART", 300)
    stored = import_rows.stored(site, content, name)
    found = [one.address for file in import_files.files_of(stored) for one in file.records]
    assert found == ["ada@mail.example"]


def aged(one, **ages):
    SubscriberImport.objects.filter(pk=one.pk).update(
        **{name: timezone.now() - age for name, age in ages.items()}
    )


def test_import_that_was_never_begun_is_deleted_after_a_day(site):
    young, old = import_rows.stored(site, LIST), import_rows.checked(site, LIST)
    aged(young, created_at=timedelta(hours=23))
    aged(old, created_at=timedelta(hours=25))
    import_files.delete_old()
    assert [SubscriberImport.objects.get(), ImportFilePart.objects.count()] == [young, 1]


def test_import_that_no_worker_has_done_is_given_up_a_day_after_it_was_begun(site):
    begun = import_rows.begun(site, LIST)
    aged(begun, created_at=timedelta(hours=40), started_at=timedelta(hours=23))
    import_files.delete_old()
    begun.refresh_from_db()
    assert (begun.state, begun.file_parts.count()) == (State.IMPORTING, 1)
    aged(begun, started_at=timedelta(hours=25))
    import_files.delete_old()
    begun.refresh_from_db()
    assert (begun.state, begun.file_parts.count()) == (State.FAILED, 0)


def test_file_goes_when_it_is_imported_and_its_report_after_a_month(site):
    done = import_rows.done(site, LIST)
    assert [ImportFilePart.objects.count(), ImportReportPart.objects.count()] == [0, 1]
    aged(done, started_at=timedelta(days=31))
    import_files.delete_old()
    done.refresh_from_db()
    assert (ImportReportPart.objects.count(), done.counts) == (0, {"added": 1})
