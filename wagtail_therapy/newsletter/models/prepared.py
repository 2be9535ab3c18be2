"""Statements that run for every message: planned once for each connection, where possible."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

try:
    from psycopg import Cursor
except ImportError:  # psycopg2, or no PostgreSQL at all
    Cursor = None  # type: ignore[assignment,misc]  # a class, or none


def run(database: Any, statement: str, values: dict[str, Any]) -> int:
    """Run a statement with named values; return how many rows it changed.

    PostgreSQL takes four times as long to plan our UPDATE of one row as to run it, and Django sends
    every statement as if it were new. Behind a pooler that shares connections between clients a
    prepared statement may be gone; hosts tell Django so by ``DISABLE_SERVER_SIDE_CURSORS``.
    """
    if not _can_prepare(database):
        with database.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount
    database.ensure_connection()
    with database.wrap_database_errors, _preparing(database.connection) as connection:
        cursor = Cursor(connection)
        cursor.execute(statement, values, prepare=True)
        return cursor.rowcount


def _can_prepare(database: Any) -> bool:
    return (
        Cursor is not None
        and database.vendor == "postgresql"
        and not database.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    )


@contextmanager
def _preparing(connection: Any) -> Iterator[Any]:
    # None, Django's default, forbids it for all statements of a connection.
    before, connection.prepare_threshold = connection.prepare_threshold, 0
    try:
        yield connection
    finally:
        connection.prepare_threshold = before
