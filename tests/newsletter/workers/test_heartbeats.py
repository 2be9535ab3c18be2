"""Who is at work, from what workers note of themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_therapy import __version__
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.newsletter.workers import heartbeats
from wagtail_therapy.newsletter.workers.heartbeats import Host, Workers

pytestmark = [pytest.mark.usefixtures("stopped_clock"), pytest.mark.django_db]


def beat(worker, task="mailing", version="1.0", **ago):
    beat_at = timezone.now() - timedelta(**ago)
    Heartbeat.objects.create(worker=worker, task=task, beat_at=beat_at, version=version)
    return beat_at


def test_workers_are_grouped_by_host_with_the_latest_version():
    beat("b:1", version="0.9", hours=3)
    newest = beat("b:2", seconds=70)
    beat("b:3", minutes=3)
    seen = beat("a:1", seconds=3)
    swept_at = beat("a:1 sweep", task="sweep", seconds=30)
    assert heartbeats.workers() == Workers(
        now=timezone.now(),
        hosts=[Host("a", 1, "1.0", seen), Host("b", 1, "1.0", newest)],
        swept_at=swept_at,
    )


def test_workers_that_there_are_none_of(django_assert_num_queries):
    Heartbeat.record_hidden_visitors()
    Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, "ConnectionRefusedError")
    with django_assert_num_queries(1):
        workers = heartbeats.workers()
    assert workers == Workers(now=timezone.now(), hosts=[], swept_at=None)
    assert (workers.newest, workers.since_sweep, workers.is_swept) == (None, None, False)


@pytest.mark.parametrize(("minutes", "is_swept"), [(5, True), (5.1, False)])
def test_sweep_is_too_old_after_five_minutes(minutes, is_swept):
    beat("a:1 sweep", task="sweep", minutes=minutes)
    assert heartbeats.workers().is_swept is is_swept


def test_host_as_a_dictionary():
    Heartbeat.record("sweep")
    [host] = heartbeats.workers().hosts
    assert host.as_dict(timezone.now() + timedelta(seconds=9)) == {
        "host": host.name,
        "processes": 1,
        "version": __version__,
        "seconds": 9,
        "clock_offset": 0.0,
    }


def test_ping_is_found_by_its_number_and_belongs_to_the_process_that_answered():
    Heartbeat.record("mailing")
    Heartbeat.record_ping(12)
    assert (Heartbeat.find_ping(2), Heartbeat.find_ping(12).task) == (None, Heartbeat.PING)
    assert [host.processes for host in heartbeats.workers().hosts] == [1]


def test_confirmations_that_failed_count_until_one_is_sent():
    for error in ("TimeoutError", "ConnectionRefusedError"):
        Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, error)
    assert list(Heartbeat.objects.values_list("error", "errors")) == [("ConnectionRefusedError", 2)]
    Heartbeat.clear_unsent(Heartbeat.CONFIRMATIONS)
    assert Heartbeat.objects.count() == 0
