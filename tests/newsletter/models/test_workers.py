from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from wagtail_therapy.newsletter.models import Heartbeat, RateBucket


def wait_a_second():
    RateBucket.objects.update(refilled_at=timezone.now() - timedelta(seconds=1))


def test_take_gives_the_first_token_at_once(db):
    assert RateBucket.take("mail", 2) == 0
    assert 0 < RateBucket.take("mail", 2) <= 0.5


def test_take_saves_up_one_second_at_most(db):
    RateBucket.take("mail", 3)
    RateBucket.objects.update(refilled_at=timezone.now() - timedelta(days=1))
    waits = [RateBucket.take("mail", 3) for _ in range(4)]
    assert ([wait == 0 for wait in waits], waits[3] <= 1 / 3) == ([True, True, True, False], True)


def test_take_gives_one_token_at_a_time_however_slow_it_is(db):
    RateBucket.take("mail", 0.1)
    wait_a_second()
    assert 8 < RateBucket.take("mail", 0.1) <= 9


def test_take_survives_a_clock_that_was_set_back(db):
    RateBucket.take("mail", 1)
    RateBucket.objects.update(refilled_at=timezone.now() + timedelta(hours=1))
    assert 0 < RateBucket.take("mail", 1) <= 1
    wait_a_second()
    assert RateBucket.take("mail", 1) == 0


def test_take_keeps_limits_apart(db):
    assert (RateBucket.take("mail", 1), RateBucket.take("other", 1)) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_take_is_shared_by_all_workers():
    def take_three(_number):
        try:
            return sum(RateBucket.take("mail", 0.01) == 0 for _ in range(3))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(take_three, range(4))) == 1


def test_heartbeat_is_one_row_for_each_worker(db):
    Heartbeat.record("sweep")
    Heartbeat.record("mailing")
    [beat] = Heartbeat.objects.all()
    assert (beat.task, str(beat)) == ("mailing", beat.worker)
