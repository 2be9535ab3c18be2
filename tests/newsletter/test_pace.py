"""Several workers share one limit, and seldom ask the database for it."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from wagtail_therapy.newsletter import pace
from wagtail_therapy.newsletter.models import RateBucket
from wagtail_therapy.newsletter.pace import Pace


@pytest.fixture
def leases(monkeypatch):
    """How many tokens are asked for, in the order in which they are."""
    asked = []
    lease = RateBucket.lease

    def spy(key, per_second, wanted):
        asked.append(wanted)
        return lease(key, per_second, wanted)

    monkeypatch.setattr(RateBucket, "lease", spy)
    return asked


@pytest.fixture
def clock(monkeypatch):
    """The seconds of a clock that the test moves on."""
    seconds = [100.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: seconds[0])
    return seconds


def full(key="mail", tokens=1_000):
    RateBucket.objects.update_or_create(key=key, defaults={"tokens": tokens})


def work(per_second, seconds):
    """Be a worker that sends as fast as it may; return when it sent."""
    worker, turns = Pace("mail", per_second), []
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            if wait := worker.take():
                time.sleep(wait)
            else:
                turns.append(time.monotonic())
        return turns
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_three_workers_together_keep_to_the_limit(leases):
    per_second, seconds = 60, 3
    with ThreadPoolExecutor(3) as workers:
        shares = list(workers.map(lambda _: work(per_second, seconds), range(3)))

    turns = sorted(turn for share in shares for turn in share)
    lasted = turns[-1] - turns[0]
    # One second's worth may have been saved up.
    assert 0.7 * per_second * lasted < len(turns) <= per_second * (lasted + 1)
    assert len(leases) < len(turns) / 2
    assert min(len(share) for share in shares) > 0


def test_a_worker_asks_for_more_as_long_as_it_uses_it_up(db, leases):
    worker = Pace("mail", 100)
    for _ in range(100):
        full()
        assert worker.take() == 0
    assert leases == [1, 2, 4, 8, 16, 25, 25, 25]


def test_a_slow_worker_asks_for_one_at_a_time(db, leases, clock):
    worker = Pace("mail", 100)
    for _ in range(5):
        full()
        assert worker.take() == 0
        clock[0] += 0.3
    assert leases == [1] * 5


def test_a_lease_that_was_not_used_runs_out(db, leases, clock):
    worker = Pace("mail", 100)
    for _ in range(8):
        full()
        worker.take()
    clock[0] += 2
    full()
    assert (worker.take(), leases) == (0, [1, 2, 4, 8, 4])


def test_a_worker_is_told_when_to_ask_again(db):
    worker = Pace("mail", 0.5)
    full(tokens=1)
    assert worker.take() == 0
    assert 1.9 < worker.take() <= 2


def test_a_worker_that_gets_nothing_never_asks_for_more_than_its_share(db, leases):
    RateBucket.lease("mail", 8, 8)
    worker = Pace("mail", 8)
    waits = [worker.take() for _ in range(10)]
    assert max(leases[1:]) == 2
    assert 0 < max(waits) <= 0.25
