"""What the sweep puts right after workers that vanished, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows, worker_sessions
from tests.newsletter.clocks import ManualClock
from wagtail_therapy.newsletter.models import Delivery, Heartbeat, Lease, Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings, preparation

State = Mailing.State


@pytest.fixture
def frozen(mailing, site):
    """A mailing to six readers that is being sent."""
    rows.subscribers(site, 6)
    preparation.prepare(mailing)
    return mailing


def vanish(mailing):
    """Be a worker that claims all, sends one, begins with the next two and is killed."""
    [sent, *sending] = worker_sessions.claim(mailing)[:3]
    sent.begin_sending()
    sent.mark_sent()
    for delivery in sending:
        delivery.begin_sending()


def counts(mailing):
    mailing.refresh_from_db()
    return {
        name: getattr(mailing, name) for name in ("sent", "unknown", "failed", "skipped", "left")
    }


def test_sweep_leaves_leases_alone_that_still_run(frozen):
    vanish(frozen)
    deliveries.sweep()
    assert rows.states(frozen) == {"sent": 1, "sending": 2, "claimed": 3}


def test_sweep_gives_back_what_was_not_begun_and_calls_unknown_what_was(frozen):
    vanish(frozen)
    worker_sessions.vanish()
    deliveries.sweep()
    assert rows.states(frozen) == {"sent": 1, "unknown": 2, "queued": 3}
    assert counts(frozen) == {"sent": 1, "unknown": 2, "failed": 0, "skipped": 0, "left": 3}
    unknown = frozen.deliveries.filter(state=Delivery.State.UNKNOWN)
    assert {delivery.error_class for delivery in unknown} == {"worker vanished"}


def test_sweep_is_safe_to_repeat(frozen):
    vanish(frozen)
    worker_sessions.vanish()
    deliveries.sweep()
    before = list(Delivery.objects.order_by("pk").values())
    deliveries.sweep()
    assert list(Delivery.objects.order_by("pk").values()) == before


def test_sweep_lets_the_rest_be_sent_and_the_mailing_finish(frozen, mailoutbox):
    vanish(frozen)
    worker_sessions.vanish()
    [due] = deliveries.sweep()
    deliveries.work_on(due)
    assert counts(frozen) == {"sent": 4, "unknown": 2, "failed": 0, "skipped": 0, "left": 0}
    assert (frozen.state, len(mailoutbox)) == (State.FINISHED_WITH_UNKNOWN, 3)


def test_sweep_finds_a_mailing_whose_last_worker_vanished_before_it_could_finish(frozen):
    for delivery in worker_sessions.claim(frozen):
        delivery.begin_sending()
    worker_sessions.vanish()
    [due] = deliveries.sweep()
    deliveries.work_on(due)
    assert counts(frozen)["unknown"] == 6
    assert frozen.state == State.FINISHED_WITH_UNKNOWN


def test_sweep_counts_what_a_worker_settled_after_a_cancellation_and_before_its_end(
    frozen, therapy
):
    therapy(MAIL_CLAIM_SIZE=2)
    [claimed, *_rest] = worker_sessions.claim(frozen)
    mailings.cancel(frozen)
    claimed.mark_skipped("cancelled")
    assert counts(frozen) == {"sent": 0, "unknown": 0, "failed": 0, "skipped": 4, "left": 2}
    deliveries.sweep()
    assert counts(frozen) == {"sent": 0, "unknown": 0, "failed": 0, "skipped": 5, "left": 1}


def test_sweep_settles_what_a_vanished_worker_held_of_a_cancelled_mailing(frozen):
    vanish(frozen)
    mailings.cancel(frozen)
    worker_sessions.vanish()
    deliveries.sweep()
    assert rows.states(frozen) == {"sent": 1, "unknown": 2, "skipped": 3}
    assert counts(frozen)["left"] == 0


def test_sweep_keeps_a_paused_mailing_paused(frozen):
    vanish(frozen)
    mailings.pause(frozen, "By hand.")
    worker_sessions.vanish()
    assert deliveries.sweep() == []
    assert rows.states(frozen) == {"sent": 1, "unknown": 2, "queued": 3}


def test_sweep_puts_right_several_mailings(frozen, make_post):
    vanish(frozen)
    rows.publish(make_post("Another"))
    other = Mailing.objects.exclude(pk=frozen.pk).get()
    Mailing.objects.filter(pk=other.pk).update(not_before=timezone.now())
    other.refresh_from_db()
    preparation.prepare(other)
    vanish(other)
    worker_sessions.vanish()
    deliveries.sweep()
    expected = {"sent": 1, "unknown": 2, "failed": 0, "skipped": 0, "left": 3}
    assert [counts(frozen), counts(other)] == [expected, expected]


@pytest.mark.parametrize(
    ("silent_for", "is_due"),
    [(timedelta(seconds=16), True), (timedelta(seconds=14), False)],
)
def test_sweep_returns_mailings_that_no_worker_is_at(frozen, silent_for, is_due):
    Lease.acquire(frozen)
    Lease.objects.update(renewed_at=timezone.now() - silent_for)
    assert deliveries.sweep() == [frozen] * is_due


@pytest.mark.parametrize("state", State.values)
def test_sweep_returns_mailings_in_which_there_is_something_to_do(mailing, state):
    Mailing.objects.update(state=state)
    is_due = state in ("held", "freezing", "ready", "sending")
    assert deliveries.sweep() == [mailing] * is_due


def test_sweep_says_that_it_was_there(db):
    before = timezone.now()
    deliveries.sweep()
    deliveries.sweep()
    [beat] = Heartbeat.objects.all()
    assert (beat.task, beat.beat_at >= before) == ("sweep", True)


def test_a_worker_hands_over_when_its_time_is_up(frozen, therapy, mailoutbox):
    therapy(MAIL_SESSION_SECONDS=0)
    assert deliveries.work_on(frozen) is True
    assert rows.states(frozen) == {"queued": 6}

    therapy(MAIL_SESSION_SECONDS=45)
    assert deliveries.work_on(frozen) is False
    assert len(mailoutbox) == 6


def test_a_worker_out_of_time_gives_back_what_it_had_claimed(frozen, therapy, smtp_server):
    therapy(MAIL_SESSION_SECONDS=1)
    assert deliveries.work_on(frozen, clock=ManualClock(look=0.05)) is True

    sent = len(smtp_server.recipients())
    assert 0 < sent < 6
    assert rows.states(frozen) == {"sent": sent, "queued": 6 - sent}
    assert counts(frozen)["left"] == 6 - sent


def test_workers_share_one_limit(frozen, therapy, mailoutbox):
    therapy(MAIL_PER_SECOND=20)
    clock = ManualClock()
    begun = clock.monotonic()
    deliveries.work_on(frozen, clock=clock)
    # The first is free, five more need a twentieth of a second each, and it asks for some more.
    assert 0.25 <= clock.monotonic() - begun <= 0.5
    assert len(mailoutbox) == 6


def test_a_worker_does_not_wait_for_its_turn_beyond_its_time(frozen, therapy, mailoutbox):
    therapy(MAIL_PER_SECOND=0.01, MAIL_SESSION_SECONDS=1)
    clock = ManualClock()
    begun = clock.monotonic()
    assert deliveries.work_on(frozen, clock=clock) is True
    assert clock.monotonic() == begun
    assert rows.states(frozen) == {"sent": 1, "queued": 5}
