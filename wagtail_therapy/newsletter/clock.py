"""The database's time, which all workers and web servers use.

Hosts share times through rows, and their clocks may differ by minutes: a worker that is ahead would
end a hold early, one that is behind would find nothing to do. So now and then each process asks the
database how far its own clock is off, and corrects for that.

The database's clock may be set back too. A lease or heartbeat further ahead than it can last was
written before that. It is ignored, because it would hold things up until the clock caught up. Times
that a person was shown, and waits between attempts, are left unchanged: they end later by as much
as the clock was set back, and nothing is lost.
"""

import logging
import time
from datetime import datetime, timedelta

from django.apps import apps
from django.db import InterfaceError, OperationalError, connections, router
from django.db.models import Expression, Q
from django.db.models.functions import Now
from django.utils import timezone

logger = logging.getLogger("wagtail_therapy.newsletter")

# How far the clocks of a site's servers may differ before it is logged.
SKEW = timedelta(minutes=1)
# Smaller differences are ignored: on one machine the time would only jitter.
NOTICED_FROM = 1.0
MEASURED_FOR = 60.0
# An answer that took this long doesn't say precisely enough when it was given.
SLOW, TRIES = 0.1, 3


class Clock:
    """How a worker measures time and waits. Pass another clock to control both."""

    # Seconds that no change of the system's clock affects.
    monotonic = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)

    def now_for_all(self) -> Expression:
        """Return the time on the database's clock, which all workers share."""
        return Now()


# What every worker uses unless it is given another.
CLOCK = Clock()


def now() -> datetime:
    """Return the database's time, naive if USE_TZ is False.

    About once a minute, and after this host's clock was set, that costs a query. So don't make it a
    field's default: creating an unsaved object shouldn't query the database.
    """
    return timezone.now() - timedelta(seconds=ahead())


def ahead() -> float:
    """Return by how many seconds this host's clock is ahead of the database's; negative: behind."""
    return _difference.seconds()


def measure() -> float:
    """Ask the database for its time; return by how many seconds this host's clock is ahead of it.

    SQLite has the clock of this host.
    """
    connection = connections[
        router.db_for_write(apps.get_model("wagtail_therapy_newsletter.Mailing"))
    ]
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    found = []
    for _ in range(TRIES):
        begun = time.monotonic()
        with connection.cursor() as cursor:
            # now() would be the time at which a transaction began.
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            [theirs] = cursor.fetchone()
        took = time.monotonic() - begun
        found.append((took, time.time() - float(theirs) - took / 2))
        if took < SLOW:
            break
    return min(found)[1]


def is_ahead(field: str, longest: timedelta = timedelta(0)) -> Q:
    """Select rows with a time that is further ahead than the longest wait."""
    return Q(**{f"{field}__gt": now() + longest + SKEW})


class ClockOffset:
    """What this process found when it last asked."""

    def __init__(self) -> None:
        self.found: float | None = None
        self.measured_at = 0.0
        # It changes when this host's clock is set.
        self.zero = 0.0
        self.is_told = False

    def seconds(self) -> float:
        if self.found is None or self._is_old():
            self._measure()
        return self.found or 0.0

    def _is_old(self) -> bool:
        has_jumped = abs(time.time() - time.monotonic() - self.zero) > NOTICED_FROM
        return has_jumped or time.monotonic() - self.measured_at > MEASURED_FOR

    def _measure(self) -> None:
        try:
            found = measure()
        except (InterfaceError, OperationalError):
            if self.found is None:
                raise
            # The query that needs the time will say that the database is down.
            return
        self.found = found if abs(found) >= NOTICED_FROM else 0.0
        self.measured_at = time.monotonic()
        self.zero = time.time() - time.monotonic()
        self._tell()

    def _tell(self) -> None:
        if self.is_told or abs(self.found or 0.0) <= SKEW.total_seconds():
            return
        self.is_told = True
        logger.warning(
            "This host's clock is %.0f seconds %s the database's. Emails follow the database's",
            abs(self.found or 0.0),
            "ahead of" if (self.found or 0.0) > 0 else "behind",
        )


_difference = ClockOffset()
