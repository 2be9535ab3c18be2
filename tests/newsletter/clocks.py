"""A clock that a test holds in its hand."""

from datetime import UTC, datetime, timedelta

from django.db.models import DateTimeField, Value

from wagtail_therapy.newsletter.clock import Clock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class HeldClock(Clock):
    """Stands still, but for ``sleep``. With ``look`` each look at it takes so many seconds."""

    def __init__(self, look: float = 0):
        self.seconds = 1_000.0
        self.look = look

    def monotonic(self) -> float:
        self.seconds += self.look
        return self.seconds

    def sleep(self, seconds: float) -> None:
        # A database tells the time in microseconds, so a shorter sleep might never end.
        self.seconds += max(seconds, 0.001)

    def now_for_all(self) -> Value:
        return Value(NOON + timedelta(seconds=self.seconds), output_field=DateTimeField())
