"""Files as people choose them, and what is read of them."""

import io
import zipfile

import openpyxl
import pytest

from wagtail_therapy.newsletter.readers.subscriber_files.errors import UnreadableFileError
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read


def records(content, name="list.csv"):
    raw = content.encode() if isinstance(content, str) else content
    return [record for table in read(io.BytesIO(raw), name) for record in table.records]


def found(content, name="list.csv"):
    return [(one.address, str(one.state), one.problem) for one in records(content, name)]


def refusal(content, name="list.csv"):
    with pytest.raises(UnreadableFileError) as refused:
        records(content, name)
    return str(refused.value.message)


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def sheet(rows, hidden=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        other = book.create_sheet("Hidden")
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
