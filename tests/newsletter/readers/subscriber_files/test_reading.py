"""Files of other services, as they export them and as people save them again."""

import io
import sys

import openpyxl
import pytest

from tests.newsletter.readers.subscriber_files.files import found, records, refusal, sheet, zipped
from wagtail_therapy.newsletter.readers.subscriber_files import archives
from wagtail_therapy.newsletter.readers.subscriber_files.reading import tables
from wagtail_therapy.newsletter.readers.subscriber_files.records import Problem

ENCODED = "E-Mail;Vorname\r\njuergen@mail.example;Jürgen\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        ENCODED.encode("utf-8-sig"),
        ENCODED.encode("cp1252"),
        ENCODED.encode("utf-16"),
        ENCODED.encode("utf-16-le"),
        ENCODED.encode("utf-16-be"),
        ENCODED.encode("utf-32"),
        ENCODED.replace(";", "\t").encode(),
        f"sep=;\r\n{ENCODED}".encode(),
        ENCODED.replace("juergen", "\ufeffjuergen").encode(),
    ],
)
def test_encoding_and_delimiter_are_found(raw):
    assert [address for address, *_ in found(raw)] == ["juergen@mail.example"]


def test_rows_that_cannot_be_used_say_why():
    content = (
        "Name,Email Address,Note\n"
        "Ada,ADA@Mail.Example ,\n,,\nBo,not-an-address,\nCy,,\ncy@mail.example,Cy,\n"
        "Di,mailto:di@mail.example,\nEd,Ed <ed@mail.example>,extra,cells\nFi\n"
        '"Two\nlines",gi@mail.example,\nHy,"hy@mail.example\nBcc: x@mail.example",\n'
    )
    assert [(one.number, one.address, one.problem) for one in records(content)] == [
        (2, "ADA@mail.example", None),
        (4, "", Problem.INVALID_ADDRESS),
        (5, "", Problem.NO_ADDRESS),
        (6, "", Problem.SHIFTED),
        (7, "di@mail.example", None),
        (8, "ed@mail.example", None),
        (9, "", Problem.NO_ADDRESS),
        (10, "gi@mail.example", None),
        (12, "", Problem.INVALID_ADDRESS),
    ]


def test_spreadsheet_is_read_as_it_is_shown():
    rows = [("Email", "Status", "Sum"), ("ada@mail.example", "active", "=1+1"), (None, None, None)]
    content = sheet(rows, hidden=[("Email",), ("hidden@mail.example",)])
    assert found(content, "list.xlsx") == [("ada@mail.example", "subscribed", None)]


def test_spreadsheet_with_very_many_empty_rows_is_read_to_its_end():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A20001"] = "Email", "ada@mail.example"
    saved = io.BytesIO()
    book.save(saved)
    assert [(one.number, one.address) for one in records(saved.getvalue(), "a.xlsx")] == [
        (20_001, "ada@mail.example")
    ]


def test_archive_is_read_file_by_file_wherever_its_paths_lead():
    packed = zipped(
        **{
            "../../etc/subscribed.csv": "email\nada@mail.example\n",
            "deep/list.xlsx": sheet([("Email",), ("bo@mail.example",)]),
            "__MACOSX/._list.csv": "email\nno@mail.example\n",
            "notes.md": "email\nno@mail.example\n",
        }
    )
    assert [(one.file_name, one.address) for one in records(packed, "export.zip")] == [
        ("subscribed.csv", "ada@mail.example"),
        ("list.xlsx: Sheet", "bo@mail.example"),
    ]


NO_TABLE = "This file is not a table. Please choose the CSV, Excel or ZIP file of your list."
NO_ROWS = "There are no rows in this file."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "This file is empty."),
        (b"email\n", NO_ROWS),
        (b"\n \n", NO_ROWS),
        (
            b"Username,Full Name\nanna,Anna\n",
            "We found no column with email addresses in this file. Please check the file.",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NO_TABLE),
        (b"\xff\xd8\xff\xe0\x10JFIF", NO_TABLE),
        (b"%PDF-1.7\n", NO_TABLE),
        (b"PK\x03\x04 and no more", "This ZIP file is damaged. Please export it again."),
        (zipped(**{"notes.md": "email\n"}), NO_ROWS),
        (
            b'email,name\nada@mail.example,Ada\nbo@mail.example,"Bo\ncy@mail.example,Cy\n',
            (
                "We can’t read line 3: its quotation marks don’t match, or one of its cells is too "
                "long. Please correct the line, or save the file once more as CSV."
            ),
        ),
    ],
)
def test_file_that_is_no_list_is_refused_with_what_to_do(content, expected):
    assert refusal(content) == expected


def test_archive_that_unpacks_to_more_than_it_may_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 1024**2)
    bomb = zipped(**{"list.csv": "email\n" + "a@mail.example\n" * 200_000})
    assert refusal(bomb).startswith("This file is too large")


def test_table_that_is_not_read_to_its_end_is_let_go(monkeypatch):
    faults = []
    monkeypatch.setattr(sys, "unraisablehook", faults.append)
    table = "email\n" + "ada@mail.example\n" * 99
    read = tables(io.BytesIO(zipped(**{"one.csv": table, "two.csv": table})), "list.zip")
    first = next(read)
    assert next(read).name == "two.csv"
    del first
    assert faults == []
