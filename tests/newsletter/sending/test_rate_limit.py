"""Several workers share one limit, and seldom ask the database for it."""

from heapq import heappop, heappush

import pytest

from tests.newsletter.clocks import ManualClock
from wagtail_therapy.newsletter.models import RateBucket
from wagtail_therapy.newsletter.sending.rate_limit import RateLimiter


@pytest.fixture
def leases(monkeypatch):
    """How many tokens are asked for, in the order in which they are."""
    asked = []
    take = RateBucket.take

    def spy(key, per_second, wanted, clock):
        asked.append(wanted)
        return take(key, per_second, wanted, clock)

    monkeypatch.setattr(RateBucket, "take", spy)
    return asked


@pytest.fixture
def clock():
    return ManualClock()


def full(clock, tokens=1_000):
    """Let so many tokens be there at this moment."""
    now = clock.now_for_all().value
    RateBucket.objects.update_or_create(key="mail", defaults={"tokens": tokens, "refilled_at": now})


def work(workers, clock, seconds, message=0.001):
    """Let workers send as fast as they may; return who sent when.

    Each waits as long as it is told to, and needs a moment for a message.
    """
    turns, begun = [], clock.seconds
    waiting = [(begun, number) for number in range(len(workers))]
    while waiting[0][0] < begun + seconds:
        clock.seconds, number = heappop(waiting)
        if not (wait := workers[number].take()):
            turns.append((clock.seconds, number))
        heappush(waiting, (clock.seconds + max(wait, message), number))
    return turns


def test_three_workers_together_keep_to_the_limit(db, leases, clock):
    per_second, seconds = 60, 3
    workers = [RateLimiter("mail", per_second, clock) for _ in range(3)]
    turns = work(workers, clock, seconds)

    # What was leased at the end comes from the next quarter of a second.
    assert 0.9 * per_second * seconds < len(turns) <= per_second * (seconds + 0.25)
    assert len(leases) < len(turns) / 2
    shares = [len([number for _time, number in turns if number == one]) for one in range(3)]
    assert min(shares) > len(turns) / 6


def test_a_worker_asks_for_more_as_long_as_it_uses_it_up(db, leases, clock):
    worker = RateLimiter("mail", 100, clock)
    for _ in range(100):
        full(clock)
        assert worker.take() == 0
    assert leases == [1, 2, 4, 8, 16, 25, 25, 25]


def test_a_slow_worker_asks_for_one_at_a_time(db, leases, clock):
    worker = RateLimiter("mail", 100, clock)
    for _ in range(5):
        full(clock)
        assert worker.take() == 0
        clock.sleep(0.3)
    assert leases == [1] * 5


def test_a_lease_that_was_not_used_runs_out(db, leases, clock):
    worker = RateLimiter("mail", 100, clock)
    for _ in range(8):
        full(clock)
        worker.take()
    clock.sleep(2)
    full(clock)
    assert (worker.take(), leases) == (0, [1, 2, 4, 8, 4])


def test_take_returns_the_seconds_until_the_next_try(db, clock):
    worker = RateLimiter("mail", 0.5, clock)
    full(clock, tokens=1)
    assert [worker.take(), worker.take()] == [0, 2]
    clock.sleep(2)
    assert worker.take() == 0


def test_a_worker_that_gets_nothing_never_asks_for_more_than_its_share(db, leases, clock):
    full(clock, tokens=0)
    worker = RateLimiter("mail", 8, clock)
    waits = [worker.take() for _ in range(10)]
    assert leases == [1] + [2] * 9
    assert waits == [0.125] + [0.25] * 9
