"""The ZIP with a whole list that we write, and read back: one table for each kind of row."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from .states import State

NAME = "wagtail-therapy"
TEXTS, SUBSCRIBERS, EVENTS, SUPPRESSIONS = (
    *("consent-texts.csv", "subscribers.csv", "consent.csv", "suppressions.csv"),
)
COLUMNS: dict[str, list[str]] = {
    TEXTS: ["text_hash", "language", "text", "created_at"],
    SUBSCRIBERS: [
        *("uuid", "email", "status", "frequency", "language", "created_at", "requested_at"),
        *("confirmed_at", "unsubscribed_at", "paused_until", "soft_bounces", "token_version"),
        *("is_frequency_chosen", "paused_at", "resumed_at", "reminded_at"),
        *("address_hash", "suppressed_for", "suppressed_since"),
    ],
    EVENTS: ["uuid", "address_hash", "kind", "method", "text_hash", "by", "why", "created_at"],
    SUPPRESSIONS: ["address_hash", "reason", "created_at"],
}
# Excel reads no UTF-8 without it.
BOM = "\ufeff"
# Spreadsheets run a cell that begins with one of the others as a formula, and show one that begins
# with the apostrophe as text: https://owasp.org/www-community/attacks/CSV_Injection
APOSTROPHE = "'"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
STATES = {
    "active": State.SUBSCRIBED,
    "pending": State.UNCONFIRMED,
    "paused": State.PAUSED,
    "unsubscribed": State.LEFT,
}
STOPS = {
    "unsubscribed": State.LEFT,
    "unreachable": State.BOUNCED,
    "bounced": State.BOUNCED,
    "complained": State.COMPLAINED,
    "by-request": State.BLOCKED,
}


def protected(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; ``unprotected`` undoes it."""
    return f"{APOSTROPHE}{cell}" if cell.startswith((APOSTROPHE, *FORMULAS)) else cell


def unprotected(cell: str) -> str:
    is_protected = cell[:1] == APOSTROPHE and cell[1:].startswith((APOSTROPHE, *FORMULAS))
    return cell[1:] if is_protected else cell


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    """Return rows as lines of CSV: times by ISO 8601, None as an empty cell."""
    lines = io.StringIO()
    csv.writer(lines).writerows([_cell(value) for value in row] for row in rows)
    return lines.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else protected(str(value))


def is_ours(archive: zipfile.ZipFile) -> bool:
    return COLUMNS.keys() <= set(archive.namelist())


def rows_of(table: BinaryIO) -> Iterator[dict[str, str]]:
    """Yield each row by the names of its columns. Extra columns are left out."""
    lines = io.TextIOWrapper(table, "utf-8-sig", errors="replace", newline="")
    # None is the key of cells beyond the header, and the value of cells that are missing.
    for row in csv.DictReader(lines, restkey="", restval=""):
        # No database takes a NUL.
        yield {
            name: unprotected(cell.replace("\0", ""))
            for name, cell in row.items()
            if isinstance(cell, str)
        }


def state_of(status: str, suppressed_for: str) -> State:
    """Return the state of a subscriber by what our tables say of them."""
    return STATES.get(status) or STOPS.get(suppressed_for, State.UNKNOWN)
