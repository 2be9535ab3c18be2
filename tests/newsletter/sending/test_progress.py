"""How far a mailing is, from what the workers note."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Heartbeat, Mailing
from wagtail_therapy.newsletter.sending import progress

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
def test_mailing_is_stalled_when_it_is_due_and_untouched(sending, fields, minutes):
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
        "kind": "post",
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
        "last_error": None,
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


def test_progress_has_the_last_error(sending):
    change(sending, consecutive_errors=3, last_error="SMTPServerDisconnected")
    assert of(sending).as_dict()["last_error"] == {
        "reason": "SMTPServerDisconnected",
        "in_a_row": 3,
    }
    sending.reset_errors()
    assert of(sending).fault is None


def confirmation_progress():
    waiting = progress.confirmations()
    return waiting.as_dict() | {
        "due": waiting.due_for,
        "stalled": waiting.stalled_for,
        "late": waiting.late_for,
    }


def test_progress_without_waiting_confirmations(db):
    Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, "ConnectionRefusedError")
    assert confirmation_progress() == {
        "waiting": 0,
        "oldest_seconds": None,
        "last_error": None,
        "due": None,
        "stalled": None,
        "late": None,
    }


def test_confirmation_that_no_worker_takes(site):
    asked_at = timezone.now() - timedelta(minutes=12)
    times = {"confirmation_due_at": asked_at, "requested_at": asked_at}
    rows.subscriber(site, status="pending", **times)
    assert confirmation_progress() == {
        "waiting": 1,
        "oldest_seconds": 720,
        "last_error": None,
        "due": timedelta(minutes=12),
        "stalled": timedelta(minutes=12),
        "late": None,
    }


def test_confirmation_that_the_mail_server_does_not_take(site):
    """Each attempt puts it off, so it is never due for long."""
    now = timezone.now()
    asked_at, due_at = now - timedelta(minutes=20), now + timedelta(minutes=4)
    rows.subscriber(site, status="pending", confirmation_due_at=due_at, requested_at=asked_at)
    for _ in range(3):
        Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, "ConnectionRefusedError")
    assert confirmation_progress() == {
        "waiting": 1,
        "oldest_seconds": 1200,
        "last_error": {"reason": "ConnectionRefusedError", "in_a_row": 3},
        "due": None,
        "stalled": None,
        "late": timedelta(minutes=20),
    }


def test_unknown_is_summed_over_the_mailings(sending):
    assert progress.unknown() == 1
    change(sending, unknown=0)
    assert progress.unknown() == 0
