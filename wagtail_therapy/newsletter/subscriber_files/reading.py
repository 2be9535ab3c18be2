"""Reads a file with subscribers, of whatever kind, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from .. import email_addresses
from . import archives, delimited_text, own_format, spreadsheets
from .columns import address_column
from .errors import UnreadableFileError
from .known_services import Service, service_of
from .records import Problem, Record
from .states import State
from .tables import Table

ZIP = b"PK\x03\x04"
MAILTO = "mailto:"
# Mailchimp names its files so, and only the name tells that these people never subscribed.
NEVER_SUBSCRIBED = "nonsubscribed"


@dataclass(frozen=True)
class SubscriberFile:
    """A table of subscribers. ``records`` can be read once, and may raise UnreadableFileError."""

    name: str
    header: list[str]
    # None if no column says who is subscribed.
    service: Service | None
    records: Iterator[Record]


def read(file: BinaryIO, name: str) -> Iterator[SubscriberFile]:
    """Yield each table in a seekable file: CSV, TSV, XLSX, or a ZIP of those.

    Read the records of a table before you ask for the next one.

    Raises UnreadableFileError for a file without addresses. Stores nothing.
    """
    if not file.read(1):
        raise UnreadableFileError(_("This file is empty."))
    file.seek(0)
    tables = _tables(file, name)
    filled = (table for table in tables if table.sample)
    first = next(filled, None)
    if first is None:
        raise UnreadableFileError(_("There are no rows in this file."))
    return (_subscribers(table) for table in chain([first], filled))


def _tables(file: BinaryIO, name: str) -> Iterator[Table]:
    is_zip = file.read(len(ZIP)) == ZIP
    file.seek(0)
    if not is_zip:
        yield delimited_text.read(file, name)
        return
    archive = archives.open_archive(file)
    if archives.is_spreadsheet(archive):
        yield from spreadsheets.read(file, name)
        return
    is_ours = own_format.is_ours(archive)
    for member, content in archives.tables_in(archive):
        with content:
            # Of our own export, the other tables have no addresses.
            if member == own_format.SUBSCRIBERS or not is_ours:
                yield from _tables_of_member(member, content)


def _tables_of_member(name: str, content: BinaryIO) -> Iterator[Table]:
    if name.lower().endswith(archives.SPREADSHEETS):
        # It is a ZIP itself, and may be as large.
        archives.open_archive(content).close()
        content.seek(0)
        yield from spreadsheets.read(content, name)
    else:
        yield delimited_text.read(content, name)


def _subscribers(table: Table) -> SubscriberFile:
    column = address_column(table)
    if column is None:
        raise UnreadableFileError(
            _("We found no column with email addresses in this file. Please check the file.")
        )
    service = service_of(table.header)
    return SubscriberFile(table.name, table.header, service, _records(table, column, service))


def _records(table: Table, column: int, service: Service | None) -> Iterator[Record]:
    names = [name.lower() for name in table.header]
    is_never = table.name.lower().startswith(NEVER_SUBSCRIBED)
    for number, written in table.rows:
        cells = [own_format.unprotected(cell) for cell in written] if _is_ours(service) else written
        record = _record(table.name, number, cells, column)
        if record.problem is None and service:
            row = dict(zip(names, cells, strict=False))
            state = State.NEVER_SUBSCRIBED if is_never else service.state(row)
            at = service.consented_at(row)
            record = Record(table.name, number, state, record.address, at)
        yield record


def _is_ours(service: Service | None) -> bool:
    return service is not None and service.name == own_format.NAME


@sensitive_variables()
def _record(name: str, number: int, cells: list[str], column: int) -> Record:
    cell = cells[column].strip() if column < len(cells) else ""
    if "@" not in cell:
        others = any("@" in other for other in cells)
        problem = Problem.SHIFTED if others else Problem.INVALID_ADDRESS
        return Record(name, number, problem=problem if cell or others else Problem.NO_ADDRESS)
    address = _cleaned(cell)
    if address is None:
        return Record(name, number, problem=Problem.INVALID_ADDRESS)
    return Record(name, number, address=address)


@sensitive_variables()
def _cleaned(cell: str) -> str | None:
    """Return the address in a cell: alone, as a link, or with a name before it."""
    bare = cell[len(MAILTO) :] if cell.lower().startswith(MAILTO) else cell
    try:
        return email_addresses.clean(bare)
    except ValidationError:
        return email_addresses.written_in(bare) if "<" in bare else None
