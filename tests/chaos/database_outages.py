"""Makes the database fail for a moment, before or right after one statement or commit."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from wagtail_therapy.newsletter.models import prepared_statements

# All calls to the database: statements, commits, and the statement that we prepare ourselves.
DATABASE_CALLS = [
    (CursorWrapper, "execute"),
    (BaseDatabaseWrapper, "_commit"),
    (prepared_statements, "run"),
]


class Outage:
    """Fails once. ``failed_at`` says at which call; it is empty until then."""

    def __init__(self, number: int, kind: str):
        self.left = number
        self.kind = kind
        self.failed_at = ""

    def around(self, original):
        def call(*args, **kwargs):
            self.left -= 1
            if self.left:
                return original(*args, **kwargs)
            self.failed_at = " ".join([original.__name__, *map(str, args[1:2])])
            if self.kind == "lost after":
                original(*args, **kwargs)
            if self.kind != "busy":
                lose_connection()
            raise OperationalError(self.kind)

        return call


def lose_connection():
    """End the connection, and with it a transaction that is open."""
    if connection.vendor == "sqlite":
        # There is none to lose: a bad disk, as far as can be.
        connection.connection.rollback()
    elif connection.connection:
        connection.connection.close()


@contextmanager
def outage(number: int, kind: str) -> Iterator[Outage]:
    """Let the database fail at the nth time that the body asks something of it.

    ``"busy"``: it refuses; ``"lost before"``, ``"lost after"``: the connection breaks before it has
    done what was asked, or after that.
    """
    found = Outage(number, kind)
    with ExitStack() as patches:
        for owner, name in DATABASE_CALLS:
            original = getattr(owner, name)
            patches.enter_context(patch.object(owner, name, found.around(original)))
        yield found
