"""Sends the deliveries of a mailing, and cleans up after workers that vanished.

The order of writes is the whole point: the intent to send is committed before the first byte
leaves, the result right after. So a worker that is killed leaves at most one delivery of which
nobody can say whether it arrived, and that one says so. See docs/concepts/mail-flow.md.
"""

import logging
import random
import time
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wagtail_therapy.conf import conf

from . import emails, freezing, mailings, posts
from .models import Delivery, Heartbeat, Mailing, RateBucket
from .transports import Transport
from .verdicts import Result, Verdict

logger = logging.getLogger("wagtail_therapy.newsletter")

# Greylisting servers want a second try after minutes, full mailboxes after hours.
RETRY_AFTER = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
FIRST_BACKOFF = timedelta(seconds=15)
LONGEST_BACKOFF = timedelta(minutes=15)
# Faults of the mail server in a row, after which a person should look.
BREAKER = 10
THROTTLED_AFTER = 3

State = Delivery.State


def work_on(mailing, seconds=None) -> bool:
    """Do what is due for a mailing, for one slice of time. True: there is more to do now."""
    Heartbeat.record("mailing")
    mailing.beat()
    if not freezing.prepare(mailing):
        return False
    is_more = send_slice(mailing, seconds)
    if not is_more:
        mailings.finish_if_done(mailing)
    mailing.rest()
    return is_more


def send_slice(mailing, seconds=None) -> bool:
    """Send until the slice is over or nothing is left. True: deliveries are still queued."""
    with Transport() as transport:
        current = Slice(mailing, transport, seconds)
        while current.is_going and (batch := claim(mailing)):
            mailing.beat()
            for delivery in batch:
                current.handle(delivery)
    # What this worker put back after a cancellation was claimed when that settled the queue.
    mailing.refresh_from_db(fields=["state"])
    mailings.skip_what_is_cancelled(mailing)
    mailing.recount()
    return current.is_out_of_time and mailing.deliveries.queued().exists()


def claim(mailing) -> list[Delivery]:
    """Take the next deliveries for this worker alone. Two workers never get the same one."""
    token = uuid.uuid4()
    with transaction.atomic():
        queued = mailing.deliveries.queued().order_by("pk").select_for_update(skip_locked=True)
        ids = list(queued.values_list("pk", flat=True)[: conf.mail_claim_size])
        Delivery.objects.filter(pk__in=ids, state=State.QUEUED).update(
            state=State.CLAIMED, claim=token, lease_until=timezone.now() + conf.mail_lease
        )
    claimed = mailing.deliveries.filter(pk__in=ids, claim=token).select_related("subscriber")
    return list(claimed.order_by("pk"))


def sweep() -> list[Mailing]:
    """Put right what vanished workers and lost signals left; return the mailings to work on now.

    Safe to run at any time, by any number of processes.
    """
    Heartbeat.record("sweep")
    posts.queue_missed()
    touched = list(Mailing.objects.filter(pk__in=Delivery.objects.expired().values("mailing")))
    if touched:
        give_back_expired_claims()
        give_up_on_vanished()
    for mailing in [*touched, *mailings.cancelled_with_queue()]:
        mailings.skip_what_is_cancelled(mailing)
        mailing.recount()
    return mailings.due()


def give_back_expired_claims() -> int:
    """Queue again what a vanished worker had claimed, but not begun to send. Return how many."""
    claimed = Delivery.objects.expired().filter(state=State.CLAIMED)
    return claimed.update(state=State.QUEUED, claim=None, lease_until=None)


def give_up_on_vanished() -> int:
    """Call unknown what a vanished worker was sending. It may have arrived: no second try."""
    sending = Delivery.objects.expired().filter(state=State.SENDING)
    return sending.update(state=State.UNKNOWN, lease_until=None, error_class="worker vanished")


class Slice:
    """One worker's turn at a mailing: ends by its own clock, never in the middle of a message."""

    def __init__(self, mailing, transport, seconds=None):
        self.mailing = mailing
        self.transport = transport
        self.messages = emails.PostMessages(mailing)
        self.deadline = time.monotonic() + min(
            conf.mail_slice_seconds, conf.mail_slice_seconds if seconds is None else seconds
        )
        self.is_stopped = False

    @property
    def is_out_of_time(self) -> bool:
        return time.monotonic() >= self.deadline

    @property
    def is_going(self) -> bool:
        return not self.is_stopped and not self.is_out_of_time

    def handle(self, delivery):
        """Bring one claimed delivery to its end, or back into the queue."""
        if not self.is_going or not self._has_turn():
            delivery.release()
        elif delivery.subscriber is None:
            delivery.mark_skipped("erased")
        elif not self._send(delivery):
            self._drop(delivery)

    def _send(self, delivery) -> bool:
        try:
            message = self.messages.for_delivery(delivery)
        except Exception as error:
            # One address that cannot be written into a message must not hold up the others.
            logger.exception("Delivery %s cannot be built", delivery.pk)
            return delivery.mark_unsendable(type(error).__name__)
        if not delivery.begin_sending():
            return False
        result = self.transport.send(message, delivery.pk)
        self._settle(delivery, result)
        return True

    def _has_turn(self) -> bool:
        if conf.mail_per_second is None:
            return True
        while wait := RateBucket.take("mail", conf.mail_per_second):
            if time.monotonic() + wait > self.deadline:
                # Nobody else gets a turn in what is left of this slice.
                self.deadline = time.monotonic()
                return False
            time.sleep(wait)
        return True

    def _settle(self, delivery, result: Result):
        is_first_try = not delivery.attempts
        match result.verdict:
            case Verdict.ACCEPTED:
                delivery.mark_sent(result.provider_id)
            case Verdict.REJECTED | Verdict.REFUSED:
                delivery.mark_failed(result.reason)
            case Verdict.UNKNOWN | Verdict.BROKEN:
                delivery.mark_unknown(result.reason)
            case Verdict.DEFERRED:
                _retry_later(delivery, result.reason)
            case Verdict.UNREACHABLE | Verdict.MISCONFIGURED:
                delivery.release(attempts=F("attempts") - 1, error_class=result.reason)
        self._watch(result, is_first_try)

    def _watch(self, result: Result, is_first_try):
        """Stop for faults of the server, which would befall the next recipient too."""
        match result.verdict:
            case Verdict.MISCONFIGURED:
                self.is_stopped = True
                mailings.pause_for_sender(self.mailing, result.reason)
            case Verdict.BROKEN:
                self.is_stopped = True
                mailings.pause_for_server(self.mailing, result.reason)
            case Verdict.ACCEPTED:
                if self.mailing.consecutive_errors:
                    self.mailing.forget_errors()
            case Verdict.REJECTED:
                pass
            # A second time it is about them: a mailbox that stays full, or a refusal that stands
            # after a person has looked.
            case Verdict.REFUSED | Verdict.DEFERRED if not is_first_try:
                pass
            case _:
                self._back_off(result)

    def _back_off(self, result):
        self.mailing.note_error()
        errors = self.mailing.consecutive_errors
        if errors >= BREAKER:
            self.is_stopped = True
            mailings.pause_for_server(self.mailing, result.reason)
        elif result.verdict is Verdict.UNREACHABLE or is_throttled(result, errors):
            self.is_stopped = True
            self.mailing.postpone(backoff(errors))

    def _drop(self, delivery):
        """The mailing was stopped, the reader left, or the sweep took the claim back."""
        self.mailing.refresh_from_db(fields=["state"])
        self.is_stopped = self.mailing.state != self.mailing.State.SENDING
        if self.mailing.state == self.mailing.State.CANCELLED:
            delivery.mark_skipped("cancelled")
        elif delivery.subscriber.is_mailable:
            delivery.release()
        else:
            delivery.mark_skipped("left the list")


def is_throttled(result: Result, errors: int) -> bool:
    """Whether the server puts off one recipient after the other: it means us, not them."""
    return result.verdict is Verdict.DEFERRED and errors >= THROTTLED_AFTER


def backoff(errors: int) -> timedelta:
    """Return how long to leave a server alone after so many faults in a row, with jitter."""
    wait = min(FIRST_BACKOFF * 2 ** (errors - 1), LONGEST_BACKOFF)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311 -- spreads load, keeps no secret


def _retry_later(delivery, reason):
    delivery.refresh_from_db(fields=["attempts"])
    if delivery.attempts > len(RETRY_AFTER):
        delivery.mark_failed(reason)
        return
    wait = RETRY_AFTER[delivery.attempts - 1]
    delivery.release(next_attempt_at=timezone.now() + wait, error_class=reason)
