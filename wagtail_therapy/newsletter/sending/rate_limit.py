"""How fast one worker may send, so that all workers together keep to MAIL_PER_SECOND."""

from collections.abc import Callable

from ..clock import CLOCK, Clock
from ..models import RateBucket

# However high the limit is, a worker asks the database about four times a second at most.
ASK_EVERY = 0.25
# Tokens that a worker has kept for longer than this would add to those of other workers.
KEEP_SECONDS = 1


class RateLimiter:
    """One worker's share of a limit. It takes as many tokens at once as it has lately used."""

    def __init__(self, key: str, per_second: float, clock: Clock = CLOCK):
        self.key = key
        self.per_second = per_second
        self.clock = clock
        self.wanted = 1
        self.left = 0
        self.taken_at = 0.0

    def take(self) -> float:
        """Take one token. Return 0, or after how many seconds to ask again."""
        age = self.clock.monotonic() - self.taken_at
        if self.left and age < KEEP_SECONDS:
            self.left -= 1
            return 0
        self._learn(age)
        self.left, wait = RateBucket.take(self.key, self.per_second, self.wanted, self.clock)
        self.taken_at = self.clock.monotonic()
        if self.left:
            self.left -= 1
        return wait

    def wait(self, deadline: float, before: Callable[[], None]) -> bool:
        """Wait for a token, and call ``before()`` before each wait. False: none in time."""
        while wait := self.take():
            before()
            if self.clock.monotonic() + wait > deadline:
                return False
            self.clock.sleep(wait)
        return True

    def _learn(self, age: float) -> None:
        """Ask for more if the last tokens were used up quickly, for fewer if some were left."""
        if self.left:
            self.wanted = max(self.wanted // 2, 1)
        elif age < ASK_EVERY:
            self.wanted = min(self.wanted * 2, max(int(self.per_second * ASK_EVERY), 1))
