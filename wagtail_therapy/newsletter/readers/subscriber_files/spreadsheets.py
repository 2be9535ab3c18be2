"""Reads the tables in Excel files: what the cells show, never what a formula or macro would do."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

import openpyxl
from django.utils.translation import gettext_lazy as _

from .errors import UnreadableFileError
from .tables import Table


def read(file: BinaryIO, name: str) -> list[Table]:
    """Return a table for each sheet that is shown. Raises UnreadableFileError.

    A formula counts with the value that the program stored when it last saved the file.
    """
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [Table.of(f"{name}: {sheet.title}", _rows(sheet)) for sheet in shown]
    except Exception as error:  # openpyxl raises whatever it meets in a damaged file
        raise _damaged() from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_text(cell) for cell in cells]
    except Exception as error:  # as above
        raise _damaged() from error


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        _("We can’t read this Excel file. Please open it in Excel and save it as CSV.")
    )


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, datetime) else str(cell)
