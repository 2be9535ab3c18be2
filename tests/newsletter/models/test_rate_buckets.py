from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.newsletter.clocks import ManualClock
from wagtail_therapy.newsletter.models import RateBucket


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def lease(db, clock):
    """Lease of an empty bucket, by the test's clock."""
    RateBucket.objects.create(key="mail", refilled_at=clock.now_for_all().value)
    return lambda per_second, wanted=1: RateBucket.take("mail", per_second, wanted, clock)


def set_bucket(clock, ahead=0, tokens=0):
    """Let the bucket be one that was filled so many seconds ahead of this moment."""
    clock.seconds += ahead
    RateBucket.objects.update(refilled_at=clock.now_for_all().value, tokens=tokens)
    clock.seconds -= ahead


def test_lease_gives_the_first_token_at_once(db):
    assert RateBucket.take("mail", 2) == (1, 0)
    granted, wait = RateBucket.take("mail", 0.001)
    assert (granted, 0 < wait <= 1000) == (0, True)


def test_lease_goes_by_the_clock_of_the_database(db):
    RateBucket.take("mail", 1)
    RateBucket.objects.update(refilled_at=timezone.now() - timedelta(hours=1))
    assert RateBucket.take("mail", 1) == (1, 0)
    age = timezone.now() - RateBucket.objects.get().refilled_at
    assert age < timedelta(minutes=30)


def test_lease_saves_up_one_second_at_most(lease, clock):
    clock.sleep(24 * 3600)
    assert [lease(4) for _ in range(5)] == [(1, 0)] * 4 + [(0, 0.25)]


def test_lease_gives_one_token_at_a_time_however_slow_it_is(lease, clock):
    clock.sleep(24 * 3600)
    assert [lease(0.125), lease(0.125)] == [(1, 0), (0, 8)]
    clock.sleep(1)
    assert lease(0.125) == (0, 7)


def test_lease_saves_up_to_its_most(db, clock):
    def leases(times):
        return [RateBucket.take("new", 0.5, clock=clock, most=3)[0] for _ in range(times)]

    assert leases(5) == [1, 1, 1, 0, 0]
    clock.sleep(2)
    assert leases(2) == [1, 0]
    clock.sleep(24 * 3600)
    assert leases(4) == [1, 1, 1, 0]


def test_lease_survives_a_clock_that_was_set_back(lease, clock):
    set_bucket(clock, ahead=3600)
    assert lease(1) == (0, 1)
    clock.sleep(1)
    assert lease(1) == (1, 0)


def test_lease_keeps_limits_apart(db):
    assert (RateBucket.take("mail", 1), RateBucket.take("other", 1)) == ((1, 0), (1, 0))


@pytest.mark.django_db(transaction=True)
def test_lease_is_shared_by_all_workers(clock):
    def take_three(_number):
        try:
            return sum(RateBucket.take("mail", 1, clock=clock)[0] for _ in range(3))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(take_three, range(4))) == 1


def test_lease_gives_what_is_there_and_no_more(lease, clock):
    clock.sleep(1)
    assert [lease(10, wanted)[0] for wanted in (6, 6, 6)] == [6, 4, 0]


def test_lease_says_when_all_that_is_wanted_will_be_there(lease):
    assert [lease(10, 5), lease(10, 1_000)] == [(0, 0.5), (0, 1)]


def test_lease_gives_whole_tokens_only(lease, clock):
    clock.sleep(24 * 3600)
    assert [lease(2.5, 5)[0] for _ in range(2)] == [2, 0]


@pytest.mark.parametrize("jump", [3600, 400 * 24 * 3600])
def test_lease_neither_stalls_nor_floods_when_the_clock_jumps(lease, clock, jump):
    set_bucket(clock, ahead=jump)
    assert lease(10) == (0, 0.1)
    clock.sleep(1)
    assert lease(10, 50)[0] == 10

    set_bucket(clock, ahead=-jump)
    assert [lease(10, 50)[0] for _ in range(2)] == [10, 0]


def test_lease_is_not_turned_back_by_a_worker_who_asked_a_moment_earlier(lease, clock):
    set_bucket(clock, ahead=1)
    later = RateBucket.objects.get().refilled_at
    assert lease(10) == (0, 0.1)
    assert RateBucket.objects.get().refilled_at == later
