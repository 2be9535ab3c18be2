"""Writes down what became of a message, also when the database is gone for a moment.

Of all writes this one must not get lost: the message has left, and without it the delivery ends as
unknown.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connections, router

from .models import Delivery

T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
# Long enough for a database to restart, shorter than the hard time limit of a task.
PATIENCE = 120


def persist(write: Callable[[], T], keep: Callable[[], Any] | None = None) -> T:
    """Call ``write()`` until the database takes it, each time on a fresh connection.

    The write is a conditional UPDATE: if the commit before had been taken after all, it changes
    nothing. When that goes on for longer than PATIENCE seconds, calls ``keep()``, which must not
    need the database, and raises the database's error.
    """
    deadline = time.monotonic() + PATIENCE
    wait = FIRST_WAIT
    while True:
        try:
            return write()
        except (InterfaceError, OperationalError):
            if time.monotonic() + wait > deadline:
                if keep:
                    keep()
                raise
        connections[router.db_for_write(Delivery)].close()
        time.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
