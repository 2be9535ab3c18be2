"""Takes the database away for a moment, at one statement or commit: before it, or right after."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from wagtail_therapy.newsletter.models import prepared

# All ways to the database: statements, commits, and the statement that we prepare ourselves.
WAYS = [(CursorWrapper, "execute"), (BaseDatabaseWrapper, "_commit"), (prepared, "run")]


class Blip:
    """Strikes once. ``struck`` says at what, and is empty as long as it has not."""

    def __init__(self, number: int, kind: str):
        self.left = number
        self.kind = kind
        self.struck = ""

    def around(self, original):
        def call(*args, **kwargs):
            self.left -= 1
            if self.left:
                return original(*args, **kwargs)
            self.struck = " ".join([original.__name__, *map(str, args[1:2])])
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
def blip(number: int, kind: str) -> Iterator[Blip]:
    """Let the database fail at the nth time that the body asks something of it.

    ``"busy"``: it refuses; ``"lost before"``, ``"lost after"``: the connection breaks before it has
    done what was asked, or after that.
    """
    found = Blip(number, kind)
    with ExitStack() as patches:
        for owner, name in WAYS:
            original = getattr(owner, name)
            patches.enter_context(patch.object(owner, name, found.around(original)))
        yield found
