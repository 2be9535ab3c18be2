"""The statement that runs for every message, planned once for each connection if possible."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

try:
    from psycopg import Cursor
except ImportError:  # psycopg2, or no PostgreSQL at all
    Cursor = None  # type: ignore[assignment,misc]  # a class, or none

# It is written out because Django takes longer to build such an UPDATE than the database to run it,
# and PostgreSQL plans a CASE faster than an OR. One statement, so one commit, records that the
# message before was sent and that the next will be.
BEGIN_SENDING = """
UPDATE wagtail_therapy_newsletter_delivery
SET state = state + 1,
    attempts = attempts + CASE id WHEN %(next)s THEN 1 ELSE 0 END,
    first_attempt_at = COALESCE(first_attempt_at, %(now)s),
    lease_id = CASE id WHEN %(next)s THEN lease_id ELSE NULL END,
    error_class = CASE id WHEN %(next)s THEN error_class ELSE '' END
WHERE id IN (%(sent)s, %(next)s)
AND claim IN (%(sent_claim)s, %(next_claim)s)
AND state = CASE id WHEN %(next)s THEN 1 ELSE 2 END
AND CASE id WHEN %(next)s THEN
    (SELECT state FROM wagtail_therapy_newsletter_mailing WHERE id = mailing_id) = 'sending'
    AND (SELECT status FROM wagtail_therapy_newsletter_subscriber
         WHERE id = subscriber_id) = 'active'
    AND (SELECT id FROM wagtail_therapy_newsletter_suppression
         WHERE address_hash = email_hash AND site_id = %(site)s) IS NULL
    ELSE TRUE END
"""


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
