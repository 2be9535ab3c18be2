"""Writes down what became of a message, also when the database is gone for a moment.

Of all writes this one must not get lost: the message has left, and without it the delivery ends as
unknown.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connections, router

from .models import Delivery

T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
# Long enough for a database to restart, shorter than the hard time limit of a task.
PATIENCE = 120


def persist(write: Callable[[], T]) -> T:
    """Call ``write()`` until the database takes it, each time on a fresh connection.

    The write is a conditional UPDATE: if the commit before had been taken after all, it changes
    nothing. Raises the database's error when that goes on for longer than PATIENCE seconds; the
    sweep will call the delivery unknown.
    """
    deadline = time.monotonic() + PATIENCE
    wait = FIRST_WAIT
    while True:
        try:
            return write()
        except (InterfaceError, OperationalError):
            if time.monotonic() + wait > deadline:
                raise
        connections[router.db_for_write(Delivery)].close()
        time.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
