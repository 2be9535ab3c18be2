"""Holds a worker's lease while it is at a mailing, however long the mail server takes."""

import contextlib
import threading
import time
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, connections, router

from wagtail_therapy.conf import conf

from . import mailings
from .models import Lease, Mailing

# How often within the time after which a worker counts as vanished.
RENEWALS = 5
# A worker that hangs for longer has lost its message, as with the hard time limit of a task.
LONGEST = 300
# A database that is away may keep a thread for minutes. It ends by itself, and so does the lease.
LAST_WAIT = 1


@contextlib.contextmanager
def held(mailing: Mailing) -> Iterator[Lease | None]:
    """Hold a lease of this mailing. None: no connection to the mail server is free for it."""
    lease = Lease.take(mailing, kept_free=mailings.waiting_longer_than(mailing))
    if lease is None:
        yield None
        return
    is_over = threading.Event()
    renewal = threading.Thread(target=_renew, args=[lease, is_over], daemon=True)
    renewal.start()
    try:
        yield lease
    finally:
        is_over.set()
        renewal.join(LAST_WAIT)
        # Without a database it expires.
        with contextlib.suppress(DatabaseError, InterfaceError):
            lease.delete()


def _renew(lease: Lease, is_over: threading.Event) -> None:
    """Renew the lease until the worker is through, on a connection of this thread's own.

    Short slices are over before the first time, and need no second connection.
    """
    every = conf.mail_lease.total_seconds() / RENEWALS
    deadline = time.monotonic() + LONGEST
    try:
        while not is_over.wait(every) and time.monotonic() < deadline:
            if not _try_to_renew(lease):
                break
    finally:
        connections.close_all()


def _try_to_renew(lease: Lease) -> bool:
    try:
        return lease.renew()
    except (DatabaseError, InterfaceError):
        connections[router.db_for_write(Lease)].close()
        return True
