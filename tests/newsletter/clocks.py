"""A clock that a test holds in its hand, and the one of the database."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, Value

from wagtail_therapy.newsletter.clock import Clock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class ManualClock(Clock):
    """A clock that moves only with ``sleep``. Each look at it takes ``look`` seconds."""

    def __init__(self, look: float = 0):
        self.seconds = 1_000.0
        self.look = look

    def monotonic(self) -> float:
        self.seconds += self.look
        return self.seconds

    def sleep(self, seconds: float) -> None:
        # A database has the time in microseconds, so a shorter sleep might never end.
        self.seconds += max(seconds, 0.001)

    def now_for_all(self) -> Value:
        return Value(NOON + timedelta(seconds=self.seconds), output_field=DateTimeField())


# Takes no longer than this, however busy the machine is.
AT_ONCE = timedelta(seconds=5)


def true_time():
    """Return the time by the clock of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return datetime.fromtimestamp(float(cursor.fetchone()[0]), UTC)


def is_now(moment):
    return abs(moment - true_time()) < AT_ONCE
