"""The time by which workers and web servers go: that of the database, which all of them share.

Hosts compare their times through rows, and the clocks of two hosts may differ by minutes: a worker
that is ahead would end a hold early, one that is behind would find nothing to do. So each process
asks the database now and then how much its own clock is off, and adds that.

The one clock may be set back as well. Leases and heartbeats end by themselves, so nothing of them
is waited for longer than they last: a time further ahead than that was written before, and would
hold things up until the clock has caught up. Times that a person was told of, and waits between
attempts, are left as they are: those end later by as much as the clock was set back, and lose
nothing.
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

# What the clocks of a site's servers may differ by, before it is logged.
SKEW = timedelta(minutes=1)
# Less is no difference: on one machine the time would only jitter.
NOTICED_FROM = 1.0
MEASURED_FOR = 60.0
# An answer that took so long says too little of the moment at which it was given.
SLOW, TRIES = 0.1, 3


class Clock:
    """How a worker measures time and lets it pass. Give it another one, and it goes by that."""

    # Seconds that no change of the system's clock affects.
    monotonic = staticmethod(time.monotonic)
    sleep = staticmethod(time.sleep)

    def now_for_all(self) -> Expression:
        """Return the time on the one clock that all workers share, which is the database's."""
        return Now()


# What every worker uses unless it is given another.
CLOCK = Clock()


def now() -> datetime:
    """Return the database's time, naive where the host keeps its times so.

    About once a minute, and after this host's clock was set, that costs a query. So it is no
    default of a field: to make an object that is not saved should ask the database nothing.
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
    """Select rows with a time that lies further ahead than the longest wait can reach."""
    return Q(**{f"{field}__gt": now() + longest + SKEW})


class ClockOffset:
    """What this process found when it asked last."""

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
            # The query that needs the time will say that the database is away.
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
            "The clock of this host is %.0f seconds %s the database's. Mail goes by the database's",
            abs(self.found or 0.0),
            "ahead of" if (self.found or 0.0) > 0 else "behind",
        )


_difference = ClockOffset()
