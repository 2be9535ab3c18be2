"""Sends the deliveries of a mailing, and cleans up after workers that vanished.

The order of writes is the whole point: the intent to send is committed before the first byte
leaves, the result right after. So a worker that is killed leaves at most one delivery whose outcome
is unknown, and that one says so. See docs/concepts/mail-flow.md.
"""

import uuid
from collections.abc import Callable

from django.db import router, transaction

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.email import development_backends

from ..clock import CLOCK, Clock
from ..copy_detection import detection
from ..models import Delivery, Heartbeat, Lease, Mailing
from ..personal_data import retention
from ..transport.backends import Transport
from ..workers import leases
from . import mailed_pages, mailings, preparation, recovery
from .session import Slice

State = Delivery.State


def work_on(
    mailing: Mailing,
    seconds: float | None = None,
    clock: Clock = CLOCK,
    call_another: Callable[[Mailing], None] | None = None,
) -> bool:
    """Do what is due for a mailing, for one slice of time. True: there is more to do now.

    Does nothing while all connections to the mail server are taken (MAIL_CONNECTIONS). Says through
    ``call_another`` that one more worker would find something to do.

    Under a mail backend that sends nothing it is not begun: workers with other settings may be.
    """
    if development_backends.is_refused():
        return False
    if objection := detection.objection(mailing):
        mailings.pause(mailing, objection.reason, place=objection.place)
        return False
    with leases.held(mailing) as lease:
        if lease is None:
            mailing.note_that_one_came()
            return False
        return _work(lease, seconds, clock, call_another)


def _work(
    lease: Lease,
    seconds: float | None,
    clock: Clock,
    call_another: Callable[[Mailing], None] | None,
) -> bool:
    mailing = lease.mailing
    Heartbeat.record("mailing", mailing)
    mailing.beat()
    mailings.pause_if_abandoned(mailing)
    if mailing.state != Mailing.State.SENDING and not preparation.prepare(mailing):
        return False
    if call_another and leases.has_work_for_another(mailing):
        call_another(mailing)
    is_more = send_slice(lease, seconds, clock)
    if not is_more:
        mailings.finish_if_done(mailing)
    return is_more


def send_slice(lease: Lease, seconds: float | None = None, clock: Clock = CLOCK) -> bool:
    """Send until the slice is over or nothing is left. True: deliveries are still queued."""
    mailing = lease.mailing
    with Transport() as transport:
        current = Slice(mailing, transport, seconds, clock)
        cursor = 0
        try:
            while current.is_going and (claimed := claim(lease, cursor)):
                current.note_progress()
                current.handle_all(claimed)
                cursor = claimed[-1].pk
        finally:
            # Whatever went wrong: only this session knows what became of the message on its way.
            current.finish()
        current.end()
        current.note_progress()
    is_out_of_time = current.is_out_of_time
    Heartbeat.record("mailing", mailing, current.per_second)
    # What this worker put back after a cancellation was claimed when that settled the queue.
    mailing.refresh_from_db()
    mailings.skip_what_is_cancelled(mailing)
    return is_out_of_time and mailing.deliveries.queued().exists()


def claim(lease: Lease, after: int = 0) -> list[Delivery]:
    """Take the next deliveries for this worker alone. Two workers never get the same one.

    Those after the given id come first: PostgreSQL keeps what has left the queue in the index until
    a vacuum, and the way over it gets longer with every message. A worker that was given up gets
    none.

    Not to be called in a transaction (RuntimeError): in one no intent to send would be committed.
    """
    mailing, token = lease.mailing, uuid.uuid4()
    with transaction.atomic(durable=True):
        if not lease.renew():
            return []
        ids = _next_queued(mailing, after) or (_next_queued(mailing, 0) if after else [])
        queued = Delivery.objects.filter(pk__in=ids, state=State.QUEUED)
        queued.update(state=State.CLAIMED, claim=token, lease=lease)
    # A read replica may not have heard of the claim yet.
    fresh = Delivery.objects.using(router.db_for_write(Delivery)).select_related("subscriber")
    claimed = fresh.filter(pk__in=ids, claim=token).order_by("pk")
    for delivery in claimed:
        delivery.mailing = mailing
    return list(claimed)


def _next_queued(mailing: Mailing, after: int) -> list[int]:
    queued = mailing.deliveries.queued().filter(pk__gt=after).order_by("pk")
    ids = queued.select_for_update(skip_locked=True).values_list("pk", flat=True)
    return list(ids[: conf.mail_claim_size])


def sweep() -> list[Mailing]:
    """Put right what vanished workers and lost signals left; return the mailings to work on now.

    Safe to run at any time, by any number of processes.
    """
    Heartbeat.record(Heartbeat.SWEEP)
    detection.prune()
    retention.delete_old_deliveries()
    mailed_pages.queue_missed()
    recovery.take_back()
    for mailing in mailings.cancelled_with_some_left():
        mailings.skip_what_is_cancelled(mailing)
        mailings.settle_late(mailing)
    return mailings.due()
