"""Reads a file with subscribers, of whatever kind, row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.newsletter import email_addresses

from . import archives, delimited_text, own_format, spreadsheets
from .errors import UnreadableFileError
from .known_services import Row, Service, service_of
from .layouts import Layout
from .records import Problem, Record
from .states import State
from .tables import Table

ZIP = b"PK\x03\x04"
MAILTO = "mailto:"
# Mailchimp names its files so, and only the name tells that these people never subscribed.
NEVER_SUBSCRIBED = "nonsubscribed"


@dataclass(frozen=True)
class SubscriberFile:
    """A table of subscribers. Its rows can be read once, and may raise UnreadableFileError."""

    table: Table
    # None if no column says who is subscribed.
    service: Service | None
    layout: Layout

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def header(self) -> list[str]:
        return self.table.header

    @property
    def records(self) -> Iterator[Record]:
        return _records(self.table, self.layout, self.service)

    def skip(self, number: int) -> int:
        """Pass over so many rows; return how many of them there were."""
        return sum(1 for _row in islice(self.table.rows, number))


def read(
    file: BinaryIO, name: str, layouts: Sequence[Layout] | None = None
) -> Iterator[SubscriberFile]:
    """Yield each table with addresses in a seekable file: CSV, TSV, XLSX, or a ZIP of those.

    ``layouts``: what was chosen for each of its ``tables``; else it is what we propose. Read the
    records of a table before you ask for the next one.

    Raises UnreadableFileError for a file without addresses. Stores nothing.
    """
    found = (_subscribers(*one) for one in zip_longest(tables(file, name), layouts or []))
    with_addresses = (one for one in found if one.layout.address is not None)
    first = next(with_addresses, None)
    if first is None:
        raise UnreadableFileError(
            _("We found no column with email addresses in this file. Please check the file.")
        )
    return chain([first], with_addresses)


def tables(file: BinaryIO, name: str) -> Iterator[Table]:
    """Yield each table that has rows. Raises UnreadableFileError if none has."""
    if not file.read(1):
        raise UnreadableFileError(_("This file is empty."))
    file.seek(0)
    filled = (table for table in _tables(file, name) if table.sample)
    first = next(filled, None)
    if first is None:
        raise UnreadableFileError(_("There are no rows in this file."))
    return chain([first], filled)


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


def _subscribers(table: Table, layout: Layout | None) -> SubscriberFile:
    service = service_of(table.header)
    return SubscriberFile(table, service, layout or Layout.proposed(table, service))


def _records(table: Table, layout: Layout, service: Service | None) -> Iterator[Record]:
    names = [name.lower() for name in table.header]
    is_never = table.name.lower().startswith(NEVER_SUBSCRIBED)
    for number, written in table.rows:
        cells = [own_format.unprotected(cell) for cell in written] if _is_ours(service) else written
        record = _record(table.name, number, cells, layout.address or 0)
        if record.problem is None:
            row = dict(zip(names, cells, strict=False))
            state = State.NEVER_SUBSCRIBED if is_never else _state(layout, service, cells, row)
            at = layout.consented_at(cells)
            record = Record(table.name, number, state, record.address, at)
        yield record


def _state(layout: Layout, service: Service | None, cells: list[str], row: Row) -> State:
    if layout.state is not None:
        return layout.state_of(cells)
    if service and service.word_column is None:
        return service.state(row)
    return layout.everyone


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
