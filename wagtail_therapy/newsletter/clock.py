"""The time by which workers go, and what to make of times when the system's clock was set back.

Leases and heartbeats end by themselves, so nothing of them is waited for longer than they last. A
time further ahead than that was written before the clock was set back, and would hold things up
until the clock has caught up. Times that a person was told of, and waits between attempts, are left
as they are: those end later by as much as the clock was set back, and lose nothing.
"""

import time
from datetime import timedelta

from django.db.models import Expression, Q
from django.db.models.functions import Now
from django.utils import timezone

# What the clocks of a site's servers may differ by.
SKEW = timedelta(minutes=1)


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


def is_ahead(field: str, longest: timedelta = timedelta(0)) -> Q:
    """Select rows with a time that lies further ahead than the longest wait can reach."""
    return Q(**{f"{field}__gt": timezone.now() + longest + SKEW})
