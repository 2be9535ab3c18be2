"""How far a mailing is, from what the workers note."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter import progress
from wagtail_therapy.newsletter.models import Heartbeat, Mailing

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.fixture
def sending(mailing):
    """A mailing to a hundred readers, half of them settled."""
    now = timezone.now()
    change(mailing, state=State.SENDING, total=100, sent=47, unknown=1, failed=2, heartbeat_at=now)
    return mailing


def change(mailing, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(**fields)
    mailing.refresh_from_db()


def beat(worker, mailing=None, per_second=0.0, *, task="mailing", **ago):
    Heartbeat.objects.create(
        worker=worker,
        task=task,
        beat_at=timezone.now() - timedelta(**ago),
        mailing=mailing,
        per_second=per_second,
    )


def of(mailing):
    [current] = progress.of([mailing])
    return current


def test_rate_is_the_sum_over_the_workers(sending):
    beat("one", sending, 1.5)
    beat("two", sending, 3.5)
    assert (of(sending).per_second, of(sending).time_left) == (5.0, timedelta(seconds=10))


def test_rate_leaves_out_who_fell_silent_or_does_something_else(sending):
    beat("silent", sending, 7, minutes=3)
    beat("elsewhere", None, 7)
    assert (of(sending).per_second, of(sending).time_left) == (0, None)


def test_time_left_is_none_while_nothing_is_sent(sending):
    beat("one", sending, 5)
    change(sending, state=State.PAUSED)
    assert of(sending).time_left is None


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"heartbeat_at": {"minutes": 4}, "not_before": {"minutes": 30}}, None),
        ({"heartbeat_at": {"minutes": 7}, "not_before": {"minutes": 30}}, 7),
        ({"heartbeat_at": None, "not_before": {"minutes": 30}}, 30),
        # Put off after a fault, or still held.
        ({"heartbeat_at": {"minutes": 7}, "not_before": {"minutes": -1}}, None),
    ],
)
def test_mailing_is_stalled_when_it_is_due_and_nobody_touches_it(sending, fields, minutes):
    now = timezone.now()
    change(sending, **{name: ago and now - timedelta(**ago) for name, ago in fields.items()})
    stalled_for = of(sending).stalled_for
    assert stalled_for == minutes if minutes is None else stalled_for // timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.SENDING, False),
        (State.PAUSED, True),
        (State.FINISHED_WITH_UNKNOWN, False),
        (State.CANCELLED, False),
        (State.FAILED, True),
        (State.EXPIRED, True),
    ],
)
def test_mailing_needs_a_person(sending, state, expected):
    change(sending, state=state)
    assert of(sending).needs_person is expected


def test_progress_as_a_dictionary(sending):
    beat("one", sending, 4)
    assert of(sending).as_dict() == {
        "id": sending.pk,
        "site": "testserver",
        "post": sending.page_id,
        "state": "sending",
        "total": 100,
        "sent": 47,
        "unknown": 1,
        "failed": 2,
        "skipped": 0,
        "left": 50,
        "excluded": 0,
        "per_second": 4.0,
        "seconds_left": 12,
        "stalled_seconds": None,
        "paused_reason": "",
        "needs_person": False,
    }


def test_current_has_what_is_not_over_or_has_been_for_a_short_time(sending):
    assert [one.mailing for one in progress.current()] == [sending]
    change(sending, state=State.FINISHED, finished_at=timezone.now() - timedelta(days=1))
    assert [one.mailing for one in progress.current()] == [sending]
    change(sending, finished_at=timezone.now() - timedelta(days=3))
    assert progress.current() == []
    assert [one.mailing for one in progress.every()] == [sending]


def test_progress_never_counts_deliveries(sending, django_assert_num_queries):
    beat("one", sending, 4)
    with django_assert_num_queries(2) as queries:
        progress.current()
    assert [query for query in queries if "newsletter_delivery" in query["sql"]] == []


def test_workers_and_what_waits_for_them(site):
    beat("one", seconds=3)
    beat("two", task="sweep", seconds=30)
    beat("gone", minutes=3)
    requested_at = timezone.now() - timedelta(minutes=12)
    rows.subscriber(site, status="pending", confirmation_due_at=requested_at)
    workers = progress.workers()
    assert (workers.seen_lately, workers.confirmations_waiting) == (2, 1)
    assert workers.oldest_confirmation_at == requested_at
    assert workers.now - workers.newest_beat_at == timedelta(seconds=3)
    assert workers.now - workers.swept_at == timedelta(seconds=30)
    assert workers.confirmations_stalled_for == timedelta(minutes=12)


def test_workers_of_a_site_that_has_none(site):
    workers = progress.workers()
    assert workers.as_dict() == {
        "seen_lately": 0,
        "newest_beat_at": None,
        "swept_at": None,
        "confirmations_waiting": 0,
        "oldest_confirmation_at": None,
    }
    assert workers.confirmations_stalled_for is None
