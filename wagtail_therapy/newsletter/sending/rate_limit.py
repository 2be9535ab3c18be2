"""How fast one worker may send, so that all of them together keep to one limit."""

from collections.abc import Callable

from ..clock import CLOCK, Clock
from ..models import RateBucket

# A worker asks the database at most about four times a second, however high the limit is.
SHARE = 0.25
# Tokens that were leased and not used for longer than this would exceed another worker's share.
LEASE_SECONDS = 1


class Pace:
    """One worker's share of a limit. It leases as many turns at once as it has lately used up."""

    def __init__(self, key: str, per_second: float, clock: Clock = CLOCK):
        self.key = key
        self.per_second = per_second
        self.clock = clock
        self.wanted = 1
        self.left = 0
        self.leased_at = 0.0

    def take(self) -> float:
        """Take one turn. Return 0, or the seconds after which it is worth asking again."""
        age = self.clock.monotonic() - self.leased_at
        if self.left and age < LEASE_SECONDS:
            self.left -= 1
            return 0
        self._learn(age)
        self.left, wait = RateBucket.lease(self.key, self.per_second, self.wanted, self.clock)
        self.leased_at = self.clock.monotonic()
        if self.left:
            self.left -= 1
        return wait

    def wait(self, deadline: float, before: Callable[[], None]) -> bool:
        """Take one turn, and wait for it; ``before()`` is called before each wait.

        False: there is none before the deadline.
        """
        while wait := self.take():
            before()
            if self.clock.monotonic() + wait > deadline:
                return False
            self.clock.sleep(wait)
        return True

    def _learn(self, age: float) -> None:
        """Ask for more after using up a lease quickly, for less after leaving some of it."""
        if self.left:
            self.wanted = max(self.wanted // 2, 1)
        elif age < SHARE:
            self.wanted = min(self.wanted * 2, max(int(self.per_second * SHARE), 1))
