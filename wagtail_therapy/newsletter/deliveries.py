"""Sends the deliveries of a mailing, and cleans up after workers that vanished.

The order of writes is the whole point: the intent to send is committed before the first byte
leaves, the result right after. So a worker that is killed leaves at most one delivery of which
nobody can say whether it arrived, and that one says so. See docs/concepts/mail-flow.md.
"""

import uuid

from django.db import router, transaction
from django.utils import timezone

from wagtail_therapy.conf import conf
from wagtail_therapy.practice import development_backends

from . import environment, freezing, mailings, posts, retention
from .clock import CLOCK, Clock
from .models import Delivery, Heartbeat, Mailing
from .slices import Slice
from .transports import Transport

State = Delivery.State


def work_on(mailing: Mailing, seconds: float | None = None, clock: Clock = CLOCK) -> bool:
    """Do what is due for a mailing, for one slice of time. True: there is more to do now.

    Under a mail backend that sends nothing it is not begun: workers with other settings may be.
    """
    if development_backends.refuses():
        return False
    if objection := environment.objection(mailing):
        mailings.pause(mailing, objection.reason, place=objection.place)
        return False
    Heartbeat.record("mailing", mailing)
    mailing.beat()
    mailings.pause_if_abandoned(mailing)
    if mailing.state != Mailing.State.SENDING and not freezing.prepare(mailing):
        return False
    is_more = send_slice(mailing, seconds, clock)
    if not is_more:
        mailings.finish_if_done(mailing)
    mailing.rest()
    return is_more


def send_slice(mailing: Mailing, seconds: float | None = None, clock: Clock = CLOCK) -> bool:
    """Send until the slice is over or nothing is left. True: deliveries are still queued."""
    with Transport() as transport:
        current = Slice(mailing, transport, seconds, clock)
        cursor = 0
        try:
            while current.is_going and (claimed := claim(mailing, cursor)):
                current.note_progress()
                current.handle_all(claimed)
                cursor = claimed[-1].pk
        finally:
            # Whatever went wrong: nobody else can tell what became of the message on its way.
            current.finish()
        current.end()
        current.note_progress()
    is_out_of_time = current.is_out_of_time
    Heartbeat.record("mailing", mailing, current.per_second)
    # What this worker put back after a cancellation was claimed when that settled the queue.
    mailing.refresh_from_db()
    mailings.skip_what_is_cancelled(mailing)
    return is_out_of_time and mailing.deliveries.queued().exists()


def claim(mailing: Mailing, after: int = 0) -> list[Delivery]:
    """Take the next deliveries for this worker alone. Two workers never get the same one.

    Those after the given id come first: PostgreSQL keeps what has left the queue in the index until
    a vacuum, and the way over it gets longer with every message.

    Not to be called in a transaction (RuntimeError): in one no intent to send would be committed.
    """
    token, number, lease = uuid.uuid4(), conf.mail_claim_size, conf.mail_lease
    with transaction.atomic(durable=True):
        ids = _next_queued(mailing, after, number)
        if after and not ids:
            ids = _next_queued(mailing, 0, number)
        if not ids:
            return []
        Delivery.objects.filter(pk__in=ids, state=State.QUEUED).update(
            state=State.CLAIMED, claim=token, lease_until=timezone.now() + lease
        )
    # A read replica may not have heard of the claim yet.
    fresh = Delivery.objects.using(router.db_for_write(Delivery)).select_related("subscriber")
    claimed = fresh.filter(pk__in=ids, claim=token).order_by("pk")
    for delivery in claimed:
        delivery.mailing, delivery.lease = mailing, lease
    return list(claimed)


def _next_queued(mailing: Mailing, after: int, number: int) -> list[int]:
    queued = mailing.deliveries.queued().filter(pk__gt=after).order_by("pk")
    ids = queued.select_for_update(skip_locked=True).values_list("pk", flat=True)
    return list(ids[:number])


def sweep() -> list[Mailing]:
    """Put right what vanished workers and lost signals left; return the mailings to work on now.

    Safe to run at any time, by any number of processes.
    """
    Heartbeat.record(Heartbeat.SWEEP)
    environment.prune()
    retention.delete_old_deliveries()
    posts.queue_missed()
    touched = list(Mailing.objects.filter(pk__in=Delivery.objects.expired().values("mailing")))
    if touched:
        give_back_expired_claims()
        repeat_vanished()
        give_up_on_vanished()
    for mailing in touched:
        mailing.recount()
    for mailing in mailings.cancelled_with_some_left():
        mailings.skip_what_is_cancelled(mailing)
        mailings.settle_late(mailing)
    return mailings.due()


def give_back_expired_claims() -> int:
    """Queue again what a vanished worker had claimed, but not begun to send. Return how many."""
    return Delivery.objects.expired().release_claims()


def repeat_vanished() -> int:
    """Queue again what a vanished worker was sending, where a provider knows it by its key."""
    window = Transport().same_key_window
    if window is None:
        return 0
    known = Delivery.objects.expired().filter(first_attempt_at__gt=timezone.now() - window)
    return known.filter(state=State.SENDING).update(
        state=State.QUEUED, claim=None, lease_until=None, error_class="worker vanished"
    )


def give_up_on_vanished() -> int:
    """Call unknown what a vanished worker was sending. It may have arrived: no second try."""
    sending = Delivery.objects.expired().filter(state=State.SENDING)
    return sending.update(state=State.UNKNOWN, lease_until=None, error_class="worker vanished")
