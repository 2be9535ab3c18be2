"""One worker's turn at a mailing: it sends until its time is up, and leaves nothing half done."""

import logging
from collections import Counter
from functools import partial

from django.db import InterfaceError, OperationalError

from wagtail_therapy.conf import conf

from .. import error_reports
from ..clock import CLOCK, Clock
from ..composing import emails
from ..composing.mime import Letter
from ..copy_detection import detection
from ..models import Delivery, Mailing, Subscriber
from ..readers import subscriptions, suppressions
from ..transport.backends import Transport
from ..transport.results import Outcome, SendResult
from . import circuit_breaker, persistence
from .rate_limit import Pace
from .recovery import take_back

logger = logging.getLogger("wagtail_therapy.newsletter")

# A reader who waits for a confirmation mail comes before those who wait for nothing.
LOOK_FOR_CONFIRMATIONS = 1
CONFIRMATIONS_AT_ONCE = 10
# While all workers are busy, no sweep would notice that one has vanished.
TAKE_BACK_EVERY = 10

NO_RESULT = SendResult(Outcome.UNKNOWN, "no result")


class Slice:
    """Sends claimed deliveries, one after the other, over one transport.

    While a message is on its way the next one is offered already, so that the result of the one and
    the intent for the other are one commit.
    """

    def __init__(
        self,
        mailing: Mailing,
        transport: Transport,
        seconds: float | None = None,
        clock: Clock = CLOCK,
    ):
        self.mailing = mailing
        self.transport = transport
        self.messages = emails.PostMessages(mailing)
        self.clock = clock
        self.started_at = self.looked_at = self.took_back_at = clock.monotonic()
        self.deadline = self.started_at + min(
            conf.mail_session_seconds, conf.mail_session_seconds if seconds is None else seconds
        )
        self.pace = Pace("mail", conf.mail_per_second, clock) if conf.mail_per_second else None
        self.is_stopped = False
        # Handed over; what became of it is not known yet, or known and not written down yet.
        self.in_hand: Delivery | None = None
        self.known: SendResult | None = None
        # Readers whose mailbox is gone, the server says, since the last that it accepted.
        self.gone: list[Subscriber] = []
        self.settled: Counter[str] = Counter()
        self.accepted = 0
        self.last_accepted: int | None = None

    @property
    def is_out_of_time(self) -> bool:
        return self.clock.monotonic() >= self.deadline

    @property
    def is_going(self) -> bool:
        return not self.is_stopped and not self.is_out_of_time

    @property
    def per_second(self) -> float:
        """How many messages were accepted in each second of this turn."""
        return self.accepted / max(self.clock.monotonic() - self.started_at, 0.001)

    def handle_all(self, deliveries: list[Delivery]) -> None:
        """Bring claimed deliveries on their way, to their end, or back into the queue."""
        waiting = list(deliveries)
        while waiting and self.is_going:
            self.handle(waiting.pop(0))
        if waiting:
            ids = [delivery.pk for delivery in waiting]
            Delivery.objects.filter(pk__in=ids, claim=waiting[0].claim).release_claims()

    def handle(self, delivery: Delivery) -> None:
        """Bring one claimed delivery on its way, to its end, or back into the queue."""
        self._make_way()
        if not self.is_going or not self._has_turn():
            delivery.release()
        elif delivery.subscriber is None:
            self._skip(delivery, "erased")
        elif delivery.first_attempt_at and not self.transport.knows_again(
            delivery.first_attempt_at
        ):
            self._count("unknown", delivery.mark_unknown(delivery.error_class))
        elif letter := self._letter(delivery):
            self._send(delivery, letter)

    def finish(self) -> None:
        """Wait for what is on its way, and record what became of it."""
        result = self.transport.finish()
        self.known = self.known or result
        self._settle_in_hand()

    def end(self) -> None:
        """Believe the server of the last ones, too, if it was asked about all there were."""
        if self.is_going:
            self._stop_mailing_gone()

    def note_progress(self) -> None:
        """Tell how far this worker got, and that it is alive."""
        self.mailing.tally(self.settled)
        self.settled.clear()
        if self.last_accepted is not None:
            detection.note_progress(self.mailing, self.last_accepted)
            self.last_accepted = None

    def _letter(self, delivery: Delivery) -> emails.PostLetter | None:
        try:
            return self.messages.for_delivery(delivery)
        except Exception as error:
            # One address that cannot be written into a message must not hold up the others.
            error_reports.forget_addresses(error)
            logger.exception("Delivery %s cannot be built", delivery.pk)
            self._count("failed", delivery.mark_failed(type(error).__name__))
            return None

    def _make_way(self) -> None:
        """Let confirmation mails go first, and now and then look after the other workers."""
        if self.clock.monotonic() - self.looked_at < LOOK_FOR_CONFIRMATIONS:
            return
        if self.clock.monotonic() - self.took_back_at > TAKE_BACK_EVERY:
            take_back()
            self.took_back_at = self.clock.monotonic()
        if subscriptions.is_anything_owed():
            self.finish()
            subscriptions.send_owed(CONFIRMATIONS_AT_ONCE)
        self.looked_at = self.clock.monotonic()

    def _has_turn(self) -> bool:
        if self.pace and not self.pace.wait(self.deadline, before=self.finish):
            # There is no turn left for any other in the rest of this slice.
            self.deadline = self.clock.monotonic()
        return self.is_going

    def _send(self, delivery: Delivery, letter: Letter) -> None:
        is_repeat = delivery.first_attempt_at is not None
        answer = self.transport.offer(letter, delivery.pk, is_repeat=is_repeat)
        self.known = answer.before
        is_wanted = not answer.refusal and self.is_going
        is_plain = answer.before is not None and answer.before.verdict is Outcome.ACCEPTED
        if not (is_wanted and is_plain):
            self._settle_in_hand()
        if answer.refusal:
            self._settle(delivery, answer.refusal)
        elif is_wanted and not self.is_stopped and self._begin(delivery):
            self._hand_over(delivery)
        else:
            self.transport.withdraw()
            self._drop(delivery)

    def _begin(self, delivery: Delivery) -> bool:
        """Commit the intent, and with it that the message before was accepted, if there is one."""
        before = self.in_hand
        try:
            is_begun = delivery.begin_sending(after=before)
        except (InterfaceError, OperationalError):
            # That may or may not have been committed. What only we know is recorded again first.
            self.is_stopped = True
            self._settle_in_hand()
            persistence.persist(lambda: delivery.release(attempts=delivery.attempts))
            return False
        if before:
            self.in_hand = None
            self._note_accepted(before)
        return is_begun

    def _hand_over(self, delivery: Delivery) -> None:
        self.in_hand, self.known = delivery, None
        if result := self.transport.hand_over():
            self.known = result
            self._settle_in_hand()

    def _settle_in_hand(self) -> None:
        """Record what became of the message in hand. It stays there if that is cut short."""
        if not self.in_hand:
            return
        try:
            self._settle(self.in_hand, self.known or NO_RESULT)
        except (InterfaceError, OperationalError):
            # That has taken all the time there was.
            self.in_hand = None
            raise
        self.in_hand = None

    def _settle(self, delivery: Delivery, result: SendResult) -> None:
        outcome = persistence.persist(
            lambda: persistence.record(delivery, result, self.transport.knows_again)
        )
        if outcome == "sent":
            self._note_accepted(delivery)
        elif outcome:
            self.settled[outcome] += 1
        if outcome == "failed" and result.verdict is Outcome.GONE:
            self.gone.append(delivery.subscriber)
        if result.verdict is not Outcome.ACCEPTED:
            is_first_try = not delivery.attempts
            self.is_stopped |= circuit_breaker.trips(
                self.mailing, result, is_first_try=is_first_try
            )

    def _stop_mailing_gone(self) -> None:
        """Believe that mailboxes are gone, of a server that takes others, and not of many in a row.

        A relay that has lost its settings says 5.1.1 of every reader. Those who really are gone are
        refused again with the next mailing.
        """
        readers, self.gone = self.gone, []
        if self.accepted and len(readers) < circuit_breaker.LIMIT:
            for reader in readers:
                persistence.persist(partial(suppressions.bounce, reader))

    def _drop(self, delivery: Delivery) -> None:
        """The mailing was stopped, the reader left, or the sweep took the claim back."""
        self.mailing.refresh_from_db(fields=["state"])
        self.is_stopped = self.is_stopped or self.mailing.state != Mailing.State.SENDING
        is_cancelled = self.mailing.state == Mailing.State.CANCELLED
        if not is_cancelled and delivery.subscriber.is_mailable:
            delivery.release()
        else:
            self._skip(delivery, "cancelled" if is_cancelled else "left the list")

    def _skip(self, delivery: Delivery, reason: str) -> None:
        if delivery.is_repeat or delivery.was_unknown:
            return self._count("unknown", delivery.mark_unknown(delivery.error_class))
        return self._count("skipped", delivery.mark_skipped(reason))

    def _note_accepted(self, delivery: Delivery) -> None:
        self.settled["sent"] += 1
        self.accepted += 1
        self.last_accepted = delivery.pk
        if self.gone:
            self._stop_mailing_gone()
        if self.mailing.consecutive_errors:
            self.mailing.forget_errors()

    def _count(self, what: str, is_changed: bool) -> None:
        self.settled[what] += bool(is_changed)
