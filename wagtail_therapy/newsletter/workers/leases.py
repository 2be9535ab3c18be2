"""Holds a worker's lease while it works on a mailing, however long the mail server takes."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

from django.db import DatabaseError, InterfaceError, connections, router
from django.db.models import Q

from wagtail_therapy.conf import conf

from ..models import Lease, Mailing

# How often a lease is renewed in its time, and at least how many seconds lie between.
RENEWALS, BREATH = 5, 0.05
# After its session a worker may wait for a mail server, and for the database to store the result.
# One that hangs for longer than this is given up.
PATIENCE = 240
# A database that is down may block a thread for minutes. It ends by itself, and so does the lease.
LAST_WAIT = 1


def waiting_longer_than(mailing: Mailing) -> int:
    """Return how many other mailings need a worker and have waited longer than this one."""
    if mailing.heartbeat_at is None:
        return 0
    waiting = Mailing.objects.workable().without_worker().exclude(pk=mailing.pk)
    longer = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=mailing.heartbeat_at)
    return waiting.filter(longer).count()


def has_work_for_another(mailing: Mailing) -> bool:
    """Whether one more worker would find something to send and a free connection."""
    at_work = list(Lease.objects.values_list("mailing", flat=True))
    is_much_left = mailing.left > at_work.count(mailing.pk) * conf.mail_claim_size
    return is_much_left and len(at_work) < conf.mail_connections


@contextlib.contextmanager
def acquired(mailing: Mailing) -> Iterator[Lease | None]:
    """Hold a lease on this mailing. None: no connection to the mail server is free."""
    lease = Lease.acquire(mailing, kept_free=waiting_longer_than(mailing))
    if lease is None:
        yield None
        return
    try:
        with renewed(lease.renew):
            yield lease
    finally:
        # Without a database it expires.
        with contextlib.suppress(DatabaseError, InterfaceError):
            lease.delete()


@contextlib.contextmanager
def renewed(renew: Callable[[], bool]) -> Iterator[None]:
    """Meanwhile call ``renew()`` every few seconds in a thread, until it returns False.

    Work that ends before the first call needs no second connection to the database.
    """
    is_over = threading.Event()
    renewal = threading.Thread(target=_renew, args=[renew, is_over], daemon=True)
    renewal.start()
    try:
        yield
    finally:
        is_over.set()
        renewal.join(LAST_WAIT)


def _renew(renew: Callable[[], bool], is_over: threading.Event) -> None:
    every = max(conf.mail_lease.total_seconds() / RENEWALS, BREATH)
    deadline = time.monotonic() + conf.mail_session_seconds + PATIENCE
    try:
        while not is_over.wait(every) and time.monotonic() < deadline:
            if not _try(renew):
                break
    finally:
        connections.close_all()


def _try(renew: Callable[[], bool]) -> bool:
    try:
        return renew()
    except (DatabaseError, InterfaceError):
        connections[router.db_for_write(Lease)].close()
        return True
