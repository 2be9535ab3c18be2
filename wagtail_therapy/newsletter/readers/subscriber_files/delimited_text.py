"""Reads tables in text files, whatever their encoding and delimiter: CSV, TSV and the like."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from .errors import UnreadableFileError
from .tables import Table

BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose mark is how it begins.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
DELIMITERS = [",", ";", "\t", "|"]
# Excel writes the delimiter into a line of its own.
SEPARATOR_LINE = "sep="
BEGINNING = 64 * 1024


def read(file: BinaryIO, name: str) -> Table:
    """Return the table of a seekable file. Raises UnreadableFileError, perhaps from its rows."""
    beginning = file.read(BEGINNING)
    file.seek(0)
    encoding = encoding_of(beginning)
    lines = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    first = lines.readline(BEGINNING)
    if first.lower().startswith(SEPARATOR_LINE):
        delimiter = first[len(SEPARATOR_LINE) :].strip("\r\n") or ","
        return Table.of(name, _rows(lines, [], delimiter, begins=2))
    return Table.of(name, _rows(lines, [first], delimiter_of(first)))


def encoding_of(beginning: bytes) -> str:
    """Return the encoding of a text that begins so. Raises UnreadableFileError for other files.

    What is no Unicode is read as Windows-1252. The address, the state and the dates, which are all
    that we take from a file, have the same bytes in nearly all encodings.
    """
    for bom, encoding in BOMS:
        if beginning.startswith(bom):
            return encoding
    if b"\0" in beginning:
        return _utf_16_without_mark(beginning)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        if b"\x1b" in beginning or beginning.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8")):
            raise _no_table() from None
        return "cp1252"
    if beginning.startswith(b"%PDF"):
        raise _no_table()
    return "utf-8"


def _utf_16_without_mark(beginning: bytes) -> str:
    """Return the byte order in which every second byte of the first letters is zero."""
    start = beginning[:64]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros and not any(zeros):
            return encoding
    raise _no_table()


def _no_table() -> UnreadableFileError:
    return UnreadableFileError(
        _("This file is not a table. Please choose the CSV, Excel or ZIP file of your list.")
    )


def delimiter_of(line: str) -> str:
    """Return the delimiter that cuts a line into the most cells."""
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([line], delimiter=delimiter))))


def _rows(
    lines: io.TextIOWrapper, ahead: list[str], delimiter: str, begins: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row and the number of the line on which it begins, the first as ``begins``."""
    # Strict, because it would take the rest of a file for one cell if a quote never closes.
    reader = csv.reader(chain(ahead, lines), delimiter=delimiter, strict=True)
    number = begins
    try:
        for cells in reader:
            yield number, cells
            number = begins + reader.line_num
    except csv.Error as error:
        raise UnreadableFileError(
            _(
                "We can’t read line %(line)d: its quotation marks don’t match, or one of its cells "
                "is too long. Please correct the line, or save the file once more as CSV."
            )
            % {"line": number}
        ) from error
    finally:
        # The file belongs to the caller, and would be closed with its wrapper.
        if not lines.closed:
            lines.detach()
