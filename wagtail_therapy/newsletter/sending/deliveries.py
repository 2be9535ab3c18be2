"""Sends the deliveries of a mailing, and cleans up after workers that vanished.

The order of writes matters: the intent to send is committed before the first byte leaves, and the
result right after. So a worker that is killed leaves at most one delivery with an unknown outcome,
and its row says so. See docs/concepts/mail-flow.md.
"""

import uuid
from collections.abc import Callable

from django.db import router, transaction

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails import development_backends

from ..clock import CLOCK, Clock
from ..copy_detection import detection
from ..models import Delivery, Heartbeat, Lease, Mailing
from ..personal_data import retention
from ..signals import delivery_settled
from ..transport.backends import Transport
from ..workers import leases
from . import digests, mailed_pages, mailings, preparation, recovery
from .session import SendSession

State = Delivery.State


def work_on(
    mailing: Mailing,
    seconds: float | None = None,
    clock: Clock = CLOCK,
    request_worker: Callable[[Mailing], None] | None = None,
) -> bool:
    """Do what is due for a mailing, in one session. True: there is more to do now.

    Does nothing while all connections to the mail server are taken (MAIL_CONNECTIONS). Calls
    ``request_worker`` if one more worker would find something to do.

    Doesn't begin with an email backend that sends nothing: other workers may have another one.
    """
    if development_backends.is_refused():
        return False
    if objection := detection.objection(mailing):
        mailings.pause(mailing, objection.reason, place=objection.place)
        return False
    with leases.acquired(mailing) as lease:
        if lease is None:
            mailing.note_worker_came()
            return False
        return _work(lease, seconds, clock, request_worker)


def _work(
    lease: Lease,
    seconds: float | None,
    clock: Clock,
    request_worker: Callable[[Mailing], None] | None,
) -> bool:
    mailing = lease.mailing
    Heartbeat.record("mailing", mailing)
    mailing.record_heartbeat()
    mailings.pause_if_abandoned(mailing)
    if mailing.state != Mailing.State.SENDING and not preparation.prepare(mailing):
        return False
    if request_worker and leases.has_work_for_another(mailing):
        request_worker(mailing)
    is_more = run_session(lease, seconds, clock)
    if not is_more:
        mailings.finish_if_done(mailing)
    return is_more


def run_session(lease: Lease, seconds: float | None = None, clock: Clock = CLOCK) -> bool:
    """Send until time is up or nothing is left. True: deliveries are still queued."""
    mailing = lease.mailing
    with Transport() as transport:
        current = SendSession(mailing, transport, seconds, clock)
        cursor = 0
        try:
            while current.is_running and (claimed := claim(lease, cursor)):
                current.record_progress()
                current.handle_all(claimed)
                _tell(current, claimed)
                cursor = claimed[-1].pk
        finally:
            # Whatever went wrong, only this session knows the result of the message on its way.
            current.finish()
        current.end()
        current.record_progress()
    is_out_of_time = current.is_out_of_time
    Heartbeat.record("mailing", mailing, current.per_second)
    # If the mailing was cancelled meanwhile, what this worker put back is still queued.
    mailing.refresh_from_db()
    mailings.skip_cancelled(mailing)
    return is_out_of_time and mailing.deliveries.queued().exists()


def _tell(session: SendSession, claimed: list[Delivery]) -> None:
    """Send ``delivery_settled`` for those that this worker has given a result.

    Receivers take their time, so no message may be on its way meanwhile.
    """
    if delivery_settled.has_listeners(Delivery):
        session.finish()
        for delivery in claimed:
            if delivery.state in Delivery.RESULTS:
                delivery.tell()


def claim(lease: Lease, after: int = 0) -> list[Delivery]:
    """Claim the next deliveries for this worker. Two workers never get the same one.

    Starts after the given id: PostgreSQL keeps deliveries that have left the queue in the index
    until a vacuum, so a scan from the start gets slower with every message. A worker whose lease is
    gone gets none.

    Raises RuntimeError in a transaction, because no intent to send would be committed.
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
    """Recover what vanished workers and lost signals left; return the mailings that are due.

    Any number of processes may run it at any time.
    """
    Heartbeat.record(Heartbeat.SWEEP)
    detection.prune()
    retention.delete_old_deliveries()
    retention.delete_old_digest_entries()
    mailed_pages.queue_missed()
    digests.make_due()
    recovery.recover()
    for mailing in Mailing.objects.cancelled_with_unsettled():
        mailings.skip_cancelled(mailing)
        mailings.recount_late_result(mailing)
    return mailings.due()
