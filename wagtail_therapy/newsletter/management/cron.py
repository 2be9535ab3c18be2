"""Sends what is due in this process, without a broker: for cron, for a person, for a small site."""

from collections import deque
from collections.abc import Iterator

from wagtail_therapy.content.pictures import making
from wagtail_therapy.practice import scheduled_publishing

from ..clock import CLOCK, Clock, ahead
from ..models import Mailing, Subscriber, SubscriberImport
from ..readers import confirmations, import_files, import_work, reader_emails, sweeping
from ..sending import deliveries, weekly_notes

# As often as Celery's beat starts the sweep.
SWEEP_EVERY = 10


class CronRun:
    """One run through everything that is due. Simultaneous runs share the work."""

    def __init__(self, seconds: float, session_seconds: float | None = None, clock: Clock = CLOCK):
        self.clock = clock
        self.deadline = clock.monotonic() + seconds
        self.session_seconds = session_seconds
        self.confirmations = self.reader_emails = 0
        self.mailings: list[Mailing] = []
        self.waiting: deque[Mailing] = deque()
        self.swept_at = 0.0

    def begin(self) -> list[Mailing]:
        """Publish scheduled pages, send due confirmation emails, and go on with imports.

        Return the due mailings.
        """
        scheduled_publishing.publish_due(ahead())
        sweeping.sweep()
        self._send_to_readers()
        self._work_on_imports()
        self._make_pictures(making.SECONDS)
        self._sweep()
        weekly_notes.send_due()
        return self.mailings

    def sessions(self) -> Iterator[Mailing]:
        """Send until time is up or nothing is due; yield a mailing after each session with it.

        Mailings take turns. Confirmation emails are sent after each session, because people are
        waiting for them. Mailings that become due meanwhile join the others.
        """
        while self.waiting and self.seconds_left > 0:
            mailing = self.waiting.popleft()
            seconds = self._seconds_for_session()
            if deliveries.work_on(mailing, seconds=seconds, clock=self.clock):
                self.waiting.append(mailing)
            yield mailing
            self._send_to_readers()
            if self.clock.monotonic() - self.swept_at > SWEEP_EVERY:
                self._sweep()
        self._make_pictures(self.seconds_left)

    def stop(self) -> None:
        """End after the running session. The message being sent is never interrupted."""
        self.deadline = self.clock.monotonic()

    @property
    def seconds_left(self) -> float:
        return self.deadline - self.clock.monotonic()

    def _sweep(self) -> None:
        self.swept_at = self.clock.monotonic()
        due = [mailing for mailing in deliveries.sweep() if mailing not in self.waiting]
        self.waiting.extend(due)
        self.mailings += [mailing for mailing in due if mailing not in self.mailings]

    def _send_to_readers(self) -> None:
        """Send what people are waiting for: confirmations, and other emails to one reader."""
        self._send_confirmations()
        for reader_email in reader_emails.due():
            if self.seconds_left <= 0:
                break
            self.reader_emails += reader_emails.send(reader_email)

    def _send_confirmations(self) -> None:
        ids = confirmations.due()
        subscribers = Subscriber.objects.in_bulk(ids)
        for subscriber in (subscribers[one] for one in ids if one in subscribers):
            if self.seconds_left <= 0:
                break
            self.confirmations += confirmations.send(subscriber)

    def _work_on_imports(self) -> None:
        """Leave half of the time to mailings."""
        import_files.delete_old()
        for begun in SubscriberImport.objects.filter(pk__in=import_work.due()).order_by("pk"):
            import_work.work_on(begun, self.seconds_left / 2)

    def _make_pictures(self, seconds: float) -> None:
        if self.seconds_left > 0:
            making.work(min(seconds, self.seconds_left))

    def _seconds_for_session(self) -> float:
        limits = [self.seconds_left, self.session_seconds or self.seconds_left]
        return max(min(limits), 0)
