"""What the files have that readers are exported to, and what each of them is for."""

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber
from wagtail_therapy.newsletter.readers import (
    exports,
    list_export,
    reader_log,
    service_exports,
    subscriptions,
)
from wagtail_therapy.newsletter.readers.subscriber_files import own_format
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

CONFIRMED = datetime(2025, 3, 2, 10, 30, tzinfo=UTC)


@pytest.fixture
def readers(site):
    rows.subscriber(site, "ada@mail.example", language="en-GB", confirmed_at=CONFIRMED)
    rows.subscriber(site, "=1+1@mail.example", confirmed_at=CONFIRMED)
    for status in ("pending", "unsubscribed", "suppressed", "paused"):
        rows.subscriber(site, f"{status}@mail.example", status)


def content(site, name):
    return b"".join(exports.begin(site, name, by="Orla"))


def table(site, name):
    return list(csv.reader(io.StringIO(content(site, name).decode())))


@pytest.mark.parametrize(
    ("service", "lines"),
    [
        (
            "ghost",
            [
                ["email", "subscribed_to_emails", "created_at"],
                ["ada@mail.example", "true", "2025-03-02T10:30:00+00:00"],
            ],
        ),
        (
            "buttondown",
            [
                ["email", "creation_date"],
                ["ada@mail.example", "2025-03-02T10:30:00+00:00"],
            ],
        ),
        ("listmonk", [["email", "name", "attributes"], ["ada@mail.example", "", "{}"]]),
        ("mailchimp", [["Email Address", "Language"], ["ada@mail.example", "en-GB"]]),
    ],
)
def test_services_get_the_readers_who_are_subscribed(site, readers, service, lines):
    assert table(site, service) == lines


def test_addresses_like_a_formula_are_left_out(site, readers):
    found = service_exports.left_out(site).values_list("email", flat=True)
    assert list(found) == ["=1+1@mail.example"]


def test_whole_list_has_no_cell_that_a_spreadsheet_runs(site, readers):
    with zipfile.ZipFile(io.BytesIO(content(site, "whole"))) as archive:
        found = archive.read(own_format.SUBSCRIBERS)
    assert found.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in csv.reader(io.StringIO(found.decode("utf-8-sig"))) for cell in line]
    assert [cell for cell in cells if cell.startswith(own_format.FORMULAS)] == []
    assert "'=1+1@mail.example" in cells


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\ta", "\ra", "'", "''=", "'a", "a", ""])
def test_protection_can_be_undone(cell):
    assert own_format.unprotected(own_format.protected(cell)) == cell


def test_ghost_file_is_read_back_as_one_of_ghost(site, readers):
    [found] = read(io.BytesIO(content(site, "ghost")), "members.csv")
    records = [(one.address, one.state) for one in found.records]
    assert (found.service.name, records) == ("Ghost", [("ada@mail.example", "subscribed")])


def test_numbers_name_no_one(site, readers):
    text = content(site, "numbers").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[:2] == [
        ["month", "joined", "left", "subscribed at the end of the month"],
        ["2025-03", "fewer than 5", "0", "about 0"],
    ]
    assert "@" not in text


@pytest.mark.parametrize(("name", "number"), [("whole", 6), ("ghost", 1), ("numbers", 0)])
def test_export_is_recorded_with_its_number_and_without_addresses(site, readers, name, number):
    content(site, name)
    entry = ModelLogEntry.objects.get(action=reader_log.EXPORT)
    assert entry.data == {"number": number, "format": name, "by": "Orla"}
    assert entry.message == f"{number} address{'es' if number != 1 else ''} exported"
    assert entry.comment == "Orla"


def queries(site):
    with CaptureQueriesContext(connection) as found:
        for _chunk in list_export.stream(site):
            pass
    return len(found)


def test_each_batch_takes_one_query(site, monkeypatch):
    rows.subscribers(site, 3)
    monkeypatch.setattr(list_export, "BATCH", 100)
    before = queries(site)
    for reader in Subscriber.objects.all():
        subscriptions.record(reader, ConsentEvent.Kind.CONFIRMED, "link")
    few = queries(site)
    monkeypatch.setattr(list_export, "BATCH", 1)
    # A batch that is empty is the last one of its table.
    assert (before, few, queries(site)) == (5, 6, 4 + 2 * 3)


def test_memory_does_not_grow_with_the_list(site, monkeypatch):
    monkeypatch.setattr(list_export, "BATCH", 50)
    rows.subscribers(site, 50)
    peaks = []
    for _round in range(2):
        tracemalloc.start()
        for _chunk in list_export.stream(site):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        rows.subscribers(site, 400, Subscriber.Status.PENDING) if len(peaks) == 1 else None
    assert peaks[1] < 1.5 * peaks[0]
