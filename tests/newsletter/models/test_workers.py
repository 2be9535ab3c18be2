"""Who is at work, and with which of the places at the mail server."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from tests.newsletter import worker_sessions
from wagtail_therapy.newsletter.models import Heartbeat, Lease
from wagtail_therapy.newsletter.workers import heartbeats


def test_lease_is_one_of_so_many_places(mailing, therapy):
    therapy(MAIL_CONNECTIONS=2)
    taken = [Lease.acquire(mailing) for _ in range(3)]
    assert [lease and lease.place for lease in taken] == [1, 2, None]
    taken[0].delete()
    assert Lease.acquire(mailing).place == 1


def test_lease_leaves_places_free_for_others(mailing, therapy):
    therapy(MAIL_CONNECTIONS=3)
    assert [bool(Lease.acquire(mailing, kept_free=free)) for free in (3, 4, 2, 2)] == [
        False,
        False,
        True,
        False,
    ]


@pytest.mark.django_db(transaction=True)
def test_lease_of_one_place_is_for_one_of_several_workers(mailing, therapy):
    therapy(MAIL_CONNECTIONS=3)
    together = Barrier(6)

    def take(_number):
        try:
            together.wait()
            return Lease.acquire(mailing)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        leases = [lease for lease in pool.map(take, range(6)) if lease]
    assert sorted(lease.place for lease in leases) == [1, 2, 3]
    assert Lease.objects.count() == 3


def test_lease_is_alive_as_long_as_it_is_renewed(mailing, therapy):
    therapy(MAIL_LEASE=timedelta(seconds=20))
    lease = Lease.acquire(mailing)
    for silent_for, is_alive in [(19, True), (21, False), (-30, True), (-3600, False)]:
        Lease.objects.update(renewed_at=timezone.now() - timedelta(seconds=silent_for))
        assert (Lease.objects.alive().exists(), Lease.objects.expired().exists()) == (
            is_alive,
            not is_alive,
        )
        assert (lease.renew(), Lease.objects.alive().exists()) == (True, True)


def test_lease_that_was_taken_away_is_not_renewed(mailing):
    lease = Lease.acquire(mailing)
    worker_sessions.vanish()
    Lease.objects.expired().delete()
    assert lease.renew() is False
    assert Lease.objects.count() == 0


def test_lease_says_which_process_has_it(mailing):
    lease = Lease.acquire(mailing)
    host, _, pid = str(lease).rpartition(":")
    assert (bool(host), pid.isdigit()) == (True, True)


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
    assert len(heartbeats.workers().hosts) == 1


def test_heartbeat_has_the_mailing_and_its_speed(mailing):
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


def test_hidden_visitors_are_noted_once_and_are_no_worker(db):
    for _ in range(2):
        Heartbeat.record_hidden_visitors()
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(days=2))
    Heartbeat.record("sweep")

    tasks = Heartbeat.objects.order_by("pk").values_list("task", flat=True)
    assert list(tasks) == ["hidden visitors", "sweep"]
    assert (Heartbeat.are_visitors_hidden(), len(heartbeats.workers().hosts)) == (True, 1)
