"""One worker's session with a mailing: it sends until its time is up."""

import logging
from collections import Counter
from functools import partial

from django.db import InterfaceError, OperationalError

from wagtail_therapy.conf import conf

from ..clock import CLOCK, Clock
from ..composing.messages import MailingEmail, MailingMessages
from ..composing.mime import OutgoingEmail
from ..copy_detection import detection
from ..models import Delivery, Mailing, Subscriber
from ..personal_data import error_reports
from ..readers import confirmations, suppressions
from ..transport.backends import Transport
from ..transport.results import Outcome, SendResult
from . import circuit_breaker, persistence
from .rate_limit import RateLimiter
from .recovery import recover

logger = logging.getLogger("wagtail_therapy.newsletter")

# Readers are waiting for confirmation emails, so these go first.
CONFIRMATIONS_EVERY = 1
CONFIRMATIONS_AT_ONCE = 10
# While all workers are busy, no sweep notices that one has vanished.
RECOVER_EVERY = 10

NO_RESULT = SendResult(Outcome.UNKNOWN, "no result")


class SendSession:
    """Sends claimed deliveries one after the other over one transport.

    Offers the next message early, so that one commit has a result and the next intent to send.
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
        self.messages = MailingMessages(mailing)
        self.clock = clock
        self.started_at = self.confirmations_checked_at = self.recovered_at = clock.monotonic()
        self.deadline = self.started_at + min(
            conf.mail_session_seconds, conf.mail_session_seconds if seconds is None else seconds
        )
        limit = conf.mail_per_second
        self.rate_limiter = RateLimiter("mail", limit, clock) if limit else None
        self.is_stopped = False
        # Handed over, but without a recorded result. The server may have answered already.
        self.handed_over: Delivery | None = None
        self.result: SendResult | None = None
        # Readers whose mailbox is gone, says the server, since it last accepted a message.
        self.gone_readers: list[Subscriber] = []
        self.settled: Counter[str] = Counter()
        self.accepted_count = 0
        self.last_accepted: int | None = None

    @property
    def is_out_of_time(self) -> bool:
        return self.clock.monotonic() >= self.deadline

    @property
    def is_running(self) -> bool:
        return not self.is_stopped and not self.is_out_of_time

    @property
    def per_second(self) -> float:
        """How many messages a second were accepted in this session."""
        return self.accepted_count / max(self.clock.monotonic() - self.started_at, 0.001)

    def handle_all(self, deliveries: list[Delivery]) -> None:
        """Send, settle or requeue claimed deliveries."""
        waiting = list(deliveries)
        while waiting and self.is_running:
            self.handle(waiting.pop(0))
        if waiting:
            ids = [delivery.pk for delivery in waiting]
            Delivery.objects.filter(pk__in=ids, claim=waiting[0].claim).release_claims()

    def handle(self, delivery: Delivery) -> None:
        """Send, settle or requeue one claimed delivery."""
        self._yield_to_confirmations()
        if not self.is_running or not self._wait_for_rate_limit():
            delivery.release()
        elif delivery.subscriber is None:
            self._skip(delivery, "erased")
        elif delivery.first_attempt_at and not self.transport.may_repeat(delivery.first_attempt_at):
            self._count("unknown", delivery.mark_unknown(delivery.error_class))
        elif outgoing := self._build(delivery):
            self._send(delivery, outgoing)

    def finish(self) -> None:
        """Wait for the message on its way, and record its result."""
        result = self.transport.finish()
        self.result = self.result or result
        self._settle_handed_over()

    def end(self) -> None:
        """Suppress the last readers whose mailbox is gone, unless the session was cut short."""
        if self.is_running:
            self._suppress_gone()

    def record_progress(self) -> None:
        """Record how far this worker got, and that it is alive."""
        self.mailing.add_results(self.settled)
        self.settled.clear()
        if self.last_accepted is not None:
            detection.record_progress(self.mailing, self.last_accepted)
            self.last_accepted = None

    def _build(self, delivery: Delivery) -> MailingEmail | None:
        try:
            return self.messages.for_delivery(delivery)
        except Exception as error:
            # One address that can't be written into a message must not block the others.
            error_reports.remove_addresses(error)
            logger.exception("Delivery %s cannot be built", delivery.pk)
            self._count("failed", delivery.mark_failed(type(error).__name__))
            return None

    def _yield_to_confirmations(self) -> None:
        """Send confirmation emails first, and now and then recover what other workers left."""
        if self.clock.monotonic() - self.confirmations_checked_at < CONFIRMATIONS_EVERY:
            return
        if self.clock.monotonic() - self.recovered_at > RECOVER_EVERY:
            recover()
            self.recovered_at = self.clock.monotonic()
        if confirmations.are_any_due():
            self.finish()
            confirmations.send_due(CONFIRMATIONS_AT_ONCE)
        self.confirmations_checked_at = self.clock.monotonic()

    def _wait_for_rate_limit(self) -> bool:
        if self.rate_limiter and not self.rate_limiter.wait(self.deadline, before=self.finish):
            # The limit allows no more messages in this session.
            self.deadline = self.clock.monotonic()
        return self.is_running

    def _send(self, delivery: Delivery, outgoing: OutgoingEmail) -> None:
        is_repeat = delivery.first_attempt_at is not None
        offer = self.transport.offer(outgoing, delivery.pk, is_repeat=is_repeat)
        self.result = offer.before
        is_wanted = not offer.refusal and self.is_running
        is_accepted = offer.before is not None and offer.before.outcome is Outcome.ACCEPTED
        # Otherwise ``_begin()`` records it.
        if not (is_wanted and is_accepted):
            self._settle_handed_over()
        if offer.refusal:
            self._settle(delivery, offer.refusal)
        elif is_wanted and not self.is_stopped and self._begin(delivery):
            self._hand_over(delivery)
        else:
            self.transport.withdraw()
            self._give_back(delivery)

    def _begin(self, delivery: Delivery) -> bool:
        """Commit the intent to send, and that the message before was accepted, if there is one."""
        before = self.handed_over
        try:
            is_begun = delivery.begin_sending(after=before)
        except (InterfaceError, OperationalError):
            # It may or may not have been committed. Record first what only this session knows.
            self.is_stopped = True
            self._settle_handed_over()
            persistence.persist(lambda: delivery.release(attempts=delivery.attempts))
            return False
        if before:
            self.handed_over = None
            self._note_accepted(before)
        return is_begun

    def _hand_over(self, delivery: Delivery) -> None:
        self.handed_over, self.result = delivery, None
        if result := self.transport.hand_over():
            self.result = result
            self._settle_handed_over()

    def _settle_handed_over(self) -> None:
        """Record the result of the message handed over. Keeps it if that is interrupted."""
        if not self.handed_over:
            return
        try:
            self._settle(self.handed_over, self.result or NO_RESULT)
        except (InterfaceError, OperationalError):
            # persist() has used up its time.
            self.handed_over = None
            raise
        self.handed_over = None

    def _settle(self, delivery: Delivery, result: SendResult) -> None:
        counted = persistence.persist(
            lambda: persistence.record(delivery, result, self.transport.may_repeat)
        )
        if counted == "sent":
            self._note_accepted(delivery)
        elif counted:
            self.settled[counted] += 1
        if counted == "failed" and result.outcome is Outcome.GONE:
            self.gone_readers.append(delivery.subscriber)
        if result.outcome is not Outcome.ACCEPTED:
            is_first = not delivery.attempts
            self.is_stopped |= circuit_breaker.trips(self.mailing, result, is_first_try=is_first)

    def _suppress_gone(self) -> None:
        """Suppress readers whose mailbox is gone, if the server accepts others in between.

        A relay that has lost its settings answers 5.1.1 for every reader. Mailboxes that really
        are gone are refused again with the next mailing.
        """
        readers, self.gone_readers = self.gone_readers, []
        if self.accepted_count and len(readers) < circuit_breaker.LIMIT:
            for reader in readers:
                persistence.persist(partial(suppressions.bounce, reader))

    def _give_back(self, delivery: Delivery) -> None:
        """Requeue or skip it: the mailing was stopped, the reader left, or the claim expired."""
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
        self.accepted_count += 1
        self.last_accepted = delivery.pk
        if self.gone_readers:
            self._suppress_gone()
        if self.mailing.consecutive_errors:
            self.mailing.reset_errors()

    def _count(self, name: str, is_changed: bool) -> None:
        self.settled[name] += bool(is_changed)
