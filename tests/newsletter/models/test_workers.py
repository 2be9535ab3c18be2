from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from wagtail_therapy.newsletter import progress
from wagtail_therapy.newsletter.models import Heartbeat, RateBucket


def wait_a_second():
    # SQLite's clock is cut off after milliseconds.
    RateBucket.objects.update(refilled_at=timezone.now() - timedelta(seconds=1, milliseconds=1))


def wait_for_one(per_second):
    """Take one token; return the seconds after which to ask again, if there was none."""
    return RateBucket.lease("mail", per_second)[1]


def test_lease_gives_the_first_token_at_once(db):
    assert wait_for_one(2) == 0
    assert 0 < wait_for_one(2) <= 0.5


def test_lease_saves_up_one_second_at_most(db):
    wait_for_one(3)
    RateBucket.objects.update(refilled_at=timezone.now() - timedelta(days=1))
    waits = [wait_for_one(3) for _ in range(4)]
    assert ([wait == 0 for wait in waits], waits[3] <= 1 / 3) == ([True, True, True, False], True)


def test_lease_gives_one_token_at_a_time_however_slow_it_is(db):
    wait_for_one(0.1)
    wait_a_second()
    assert 8 < wait_for_one(0.1) <= 9


def test_lease_survives_a_clock_that_was_set_back(db):
    wait_for_one(1)
    RateBucket.objects.update(refilled_at=timezone.now() + timedelta(hours=1))
    assert 0 < wait_for_one(1) <= 1
    wait_a_second()
    assert wait_for_one(1) == 0


def test_lease_keeps_limits_apart(db):
    assert (wait_for_one(1), RateBucket.lease("other", 1)[1]) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_lease_is_shared_by_all_workers():
    def take_three(_number):
        try:
            return sum(wait_for_one(0.01) == 0 for _ in range(3))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(take_three, range(4))) == 1


def test_lease_gives_what_is_there_and_no_more(db):
    RateBucket.lease("mail", 10)
    wait_a_second()
    leases = [RateBucket.lease("mail", 10, wanted)[0] for wanted in (6, 6, 6)]
    assert leases == [6, 4, 0]


def test_lease_says_when_all_that_is_wanted_will_be_there(db):
    RateBucket.lease("mail", 10)
    granted, wait = RateBucket.lease("mail", 10, 5)
    assert (granted, 0.45 < wait <= 0.5) == (0, True)
    _granted, wait = RateBucket.lease("mail", 10, 1_000)
    assert 0.9 < wait <= 1


def test_lease_gives_whole_tokens_only(db):
    RateBucket.lease("mail", 2.5)
    RateBucket.objects.update(refilled_at=timezone.now() - timedelta(days=1))
    assert [RateBucket.lease("mail", 2.5, 5)[0] for _ in range(2)] == [2, 0]


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=400)])
def test_lease_neither_stalls_nor_floods_when_the_clock_jumps(db, jump):
    RateBucket.lease("mail", 10)
    RateBucket.objects.update(refilled_at=timezone.now() + jump)
    granted, wait = RateBucket.lease("mail", 10)
    assert (granted, 0 < wait <= 0.1) == (0, True)
    wait_a_second()
    assert RateBucket.lease("mail", 10, 50)[0] == 10

    RateBucket.objects.update(refilled_at=timezone.now() - jump)
    assert [RateBucket.lease("mail", 10, 50)[0] for _ in range(2)] == [10, 0]


def test_lease_is_not_turned_back_by_a_worker_who_asked_a_moment_earlier(db):
    RateBucket.lease("mail", 10)
    later = timezone.now() + timedelta(seconds=1)
    RateBucket.objects.update(refilled_at=later)
    assert RateBucket.lease("mail", 10)[0] == 0
    assert RateBucket.objects.get().refilled_at == later


def test_heartbeat_is_one_row_for_each_worker(db):
    Heartbeat.record("confirmations")
    Heartbeat.record("mailing")
    [beat] = Heartbeat.objects.all()
    found = (beat.task, str(beat), beat.mailing, beat.per_second)
    assert found == ("mailing", beat.worker, None, 0)


def test_heartbeat_of_the_sweep_is_not_hidden_by_what_the_worker_does_next(db):
    Heartbeat.record(Heartbeat.SWEEP)
    Heartbeat.record("mailing")
    assert sorted(Heartbeat.objects.values_list("task", flat=True)) == ["mailing", "sweep"]
    assert progress.workers().seen_lately == 1


def test_heartbeat_tells_what_is_sent_and_how_fast(mailing):
    Heartbeat.record("mailing", mailing, 12.5)
    assert list(mailing.heartbeats.values_list("per_second", flat=True)) == [12.5]
    Heartbeat.record("mailing")
    assert mailing.heartbeats.count() == 0


def test_heartbeat_forgets_workers_that_are_gone(db):
    for name, age in [("gone", timedelta(hours=25)), ("away", timedelta(hours=23))]:
        Heartbeat.objects.create(worker=name, task="mailing", beat_at=timezone.now() - age)
    Heartbeat.record("sweep")
    workers = Heartbeat.objects.order_by("task").values_list("worker", "task")
    assert [name if task == "mailing" else task for name, task in workers] == ["away", "sweep"]
