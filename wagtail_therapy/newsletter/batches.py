"""One worker's turn at a mailing through a provider that makes many mails of one call."""

import re
from itertools import takewhile

from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError

from wagtail_therapy.conf import conf

from . import breaker, mime, providers, spool
from .clock import CLOCK, Clock
from .models import Batch, Delivery, Mailing
from .records import persist
from .slices import Slice
from .transports import Transport
from .verdicts import Result, Verdict

# Mailgun finds a reader's values by the address, so there must be one way to spell it.
PLAIN_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)


def slice_of(
    mailing: Mailing, transport: Transport, seconds: float | None = None, clock: Clock = CLOCK
) -> Slice:
    """Return a turn that sends in batches, if the host wants that and the provider can."""
    content = mailing.subject + mailing.text + mailing.html
    # What an editor has written about Mailgun is not to be replaced.
    is_safe = providers.VARIABLE not in content
    if conf.mail_batches and transport.batch_size and is_safe:
        return BatchSlice(mailing, transport, seconds, clock)
    return Slice(mailing, transport, seconds, clock)


class BatchSlice(Slice):
    """Sends claimed deliveries many at a time. If the answer gets lost, it is lost for all of them.

    So after a fault of the server messages go one by one until it has accepted one. One by one go
    also those of a call that was refused: perhaps it was for one of them.
    """

    @property
    def claim_size(self) -> int:
        """As many as one call may reach, and no more than may be sent in one second."""
        size = self.transport.batch_size or 1
        return min(size, max(int(self.pace.per_second), 1)) if self.pace else size

    def handle_all(self, deliveries: list[Delivery]) -> None:
        together = [delivery for delivery in deliveries if _fits(delivery)]
        for delivery in deliveries:
            if not _fits(delivery):
                self.handle(delivery)
        while together and self.mailing.consecutive_errors and self.is_going:
            self.handle(together.pop(0))
            self.finish()
        self.finish()
        self._make_way()
        ready = list(takewhile(lambda _delivery: self._has_turn(), together))
        Batch(together[len(ready) :]).release()
        self._send_all(ready)

    def _send_all(self, deliveries: list[Delivery]) -> None:
        readers = {delivery.pk: self.messages.values_for(delivery) for delivery in deliveries}
        begun = self._begin_all(Batch(deliveries))
        wanted = {delivery.pk: readers[delivery.pk] for delivery in begun.deliveries}
        if wanted:
            self._settle_all(begun, self.transport.send(self._message(wanted)))
        for delivery in deliveries:
            if delivery.pk not in wanted:
                self._drop(delivery)

    def _begin_all(self, batch: Batch) -> Batch:
        try:
            return batch.begin_sending()
        except (InterfaceError, OperationalError):
            # Whether that was committed nobody can say; each half can be said again.
            self.is_stopped = True
            persist(batch.release)
            return Batch([])

    def _message(self, readers: dict[int, mime.Values]) -> EmailMultiAlternatives:
        """Return one message to all these readers, who are named by their deliveries."""
        number = f"{min(readers)}-{max(readers)}"
        values = self.messages.values("", number, providers.TOKEN_VARIABLE)
        message = self.messages.build(values)
        providers.address_to_all(message, readers)
        return message

    def _settle_all(self, batch: Batch, result: Result) -> None:
        persist(lambda: self._record_all(batch, result), lambda: _keep_all(batch, result))
        if result.verdict in (Verdict.REJECTED, Verdict.REFUSED, Verdict.DEFERRED):
            for delivery in batch.deliveries:
                self.handle(delivery)
            self.finish()
        elif breaker.trips(self.mailing, result, is_first_try=True):
            self.is_stopped = True

    def _record_all(self, batch: Batch, result: Result) -> None:
        match result.verdict:
            case Verdict.ACCEPTED:
                if number := batch.mark_sent(result.provider_id):
                    self._note_accepted(batch.deliveries[-1], number)
            case Verdict.UNKNOWN | Verdict.BROKEN:
                self.settled["unknown"] += batch.mark_unknown(result.reason)
            case Verdict.UNREACHABLE | Verdict.MISCONFIGURED:
                batch.release(error_class=result.reason)
            case _:
                batch.take_back()


def _fits(delivery: Delivery) -> bool:
    """Whether it can share a call with others; erased readers and second attempts cannot."""
    reader = delivery.subscriber
    is_plain = reader is not None and PLAIN_ADDRESS.fullmatch(reader.email)
    return bool(is_plain) and not delivery.is_repeat


def _keep_all(batch: Batch, result: Result) -> None:
    if result.verdict is Verdict.ACCEPTED:
        for delivery in batch.deliveries:
            spool.keep(delivery, result)
