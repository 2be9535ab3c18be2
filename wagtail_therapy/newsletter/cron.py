"""Sends what is due in this process, without a broker: for cron, for a person, for a small site."""

from collections import deque
from collections.abc import Iterator

from wagtail_therapy.practice import scheduled_publishing

from .clock import CLOCK, Clock, ahead
from .models import Mailing, Subscriber
from .readers import subscriptions
from .sending import deliveries

# As often as beat rings for it where there is Celery.
SWEEP_EVERY = 10


class Run:
    """One go at everything that is due. Two at the same time share the work and repeat nothing."""

    def __init__(self, seconds: float, slice_seconds: float | None = None, clock: Clock = CLOCK):
        self.clock = clock
        self.deadline = clock.monotonic() + seconds
        self.slice_seconds = slice_seconds
        self.confirmations = 0
        self.mailings: list[Mailing] = []
        self.waiting: deque[Mailing] = deque()
        self.swept_at = 0.0

    def begin(self) -> list[Mailing]:
        """Publish what is scheduled, send the confirmation mails that are owed, and return the
        mailings that are due.
        """
        scheduled_publishing.publish_due(ahead())
        subscriptions.purge()
        self._send_confirmations()
        self._sweep()
        return self.mailings

    def slices(self) -> Iterator[Mailing]:
        """Send until time is up or nothing is due; yield a mailing after each slice of its work.

        Mailings take turns. Confirmation mails come after each slice, because somebody is waiting
        for them. What becomes due meanwhile is joined to the others.
        """
        while self.waiting and self.seconds_left > 0:
            mailing = self.waiting.popleft()
            if deliveries.work_on(mailing, seconds=self._slice(), clock=self.clock):
                self.waiting.append(mailing)
            yield mailing
            self._send_confirmations()
            if self.clock.monotonic() - self.swept_at > SWEEP_EVERY:
                self._sweep()

    def stop(self) -> None:
        """End after the slice that is running: a message in hand is never broken off."""
        self.deadline = self.clock.monotonic()

    @property
    def seconds_left(self) -> float:
        return self.deadline - self.clock.monotonic()

    def _sweep(self) -> None:
        self.swept_at = self.clock.monotonic()
        due = [mailing for mailing in deliveries.sweep() if mailing not in self.waiting]
        self.waiting.extend(due)
        self.mailings += [mailing for mailing in due if mailing not in self.mailings]

    def _send_confirmations(self) -> None:
        ids = subscriptions.owed()
        owed = Subscriber.objects.in_bulk(ids)
        for subscriber in (owed[one] for one in ids if one in owed):
            if self.seconds_left <= 0:
                break
            self.confirmations += subscriptions.send_confirmation(subscriber)

    def _slice(self) -> float:
        limits = [self.seconds_left, self.slice_seconds or self.seconds_left]
        return max(min(limits), 0)
