"""A worker that looks after the others while it sends, and one that finds itself given up."""

import pytest

from tests.mail_settings import backend_settings, locmem_settings
from tests.newsletter import rows, worker_sessions
from tests.newsletter.clocks import ManualClock
from wagtail_therapy.newsletter.models import Lease, Mailing
from wagtail_therapy.newsletter.sending import deliveries, preparation, recovery, session

State = Mailing.State


@pytest.fixture
def frozen(mailing, site):
    """A mailing to six readers that is being sent."""
    rows.subscribers(site, 6)
    preparation.prepare(mailing)
    return mailing


def test_a_busy_worker_takes_back_what_another_held(frozen, therapy, smtp_server):
    therapy(MAIL_CLAIM_SIZE=3)
    worker_sessions.claim(frozen)
    worker_sessions.vanish()
    # Each look at the clock takes a second, so that this slice lasts for long.
    deliveries.work_on(frozen, clock=ManualClock(look=session.RECOVER_EVERY / 10))
    deliveries.work_on(frozen)
    assert rows.states(frozen) == {"sent": 6}
    assert len(smtp_server.recipients()) == 6


def test_nothing_is_taken_back_from_workers_that_are_well(frozen, django_assert_num_queries):
    [sending, *_claimed] = worker_sessions.claim(frozen)
    sending.begin_sending()
    with django_assert_num_queries(2):
        recovery.recover()
    assert rows.states(frozen) == {"sending": 1, "claimed": 5}
    assert Lease.objects.count() == 1


def test_a_place_is_free_again_when_its_worker_vanished(frozen):
    Lease.acquire(frozen)
    worker_sessions.vanish()
    recovery.recover()
    assert Lease.objects.count() == 0


def test_what_a_worker_left_that_ended_badly_is_taken_back_at_once(frozen):
    lease = Lease.acquire(frozen)
    [sending, *_claimed] = deliveries.claim(lease)
    sending.begin_sending()
    lease.delete()
    recovery.recover()
    assert rows.states(frozen) == {"unknown": 1, "queued": 5}


def test_results_of_workers_that_go_on_are_not_counted_twice(frozen, therapy, mailoutbox):
    therapy(MAIL_CLAIM_SIZE=3)
    worker_sessions.claim(frozen)
    worker_sessions.vanish()
    lease = Lease.acquire(frozen)
    [sent, *_rest] = deliveries.claim(lease)
    sent.begin_sending()
    sent.mark_sent()
    recovery.recover()
    frozen.add_results({"sent": 1})
    frozen.refresh_from_db()
    assert (frozen.sent, frozen.left) == (1, 5)


def test_a_worker_cut_off_from_the_database_ends_with_its_result_recorded(frozen, therapy):
    therapy(MAIL_CLAIM_SIZE=1)
    lease = Lease.acquire(frozen)
    [mine] = deliveries.claim(lease)
    mine.begin_sending()
    worker_sessions.vanish()
    deliveries.sweep()
    for delivery in deliveries.claim(Lease.acquire(frozen)):
        assert delivery.pk != mine.pk
    assert rows.states(frozen) == {"unknown": 1, "claimed": 1, "queued": 4}
    assert mine.mark_sent("id") is True
    assert rows.states(frozen) == {"sent": 1, "claimed": 1, "queued": 4}


@pytest.mark.parametrize(
    "backend",
    ["django.core.mail.backends.console.EmailBackend", "anymail.backends.resend.EmailBackend"],
    ids=["development", "incomplete"],
)
def test_settings_that_cannot_send_leave_what_was_being_sent_to_other_workers(
    frozen, therapy, use_mail_settings, backend
):
    [sending, *_claimed] = worker_sessions.claim(frozen)
    sending.begin_sending()
    worker_sessions.vanish()
    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=False)
    use_mail_settings(backend_settings(backend))
    deliveries.sweep()
    assert rows.states(frozen) == {"sending": 1, "queued": 5}

    therapy(MAIL_ALLOW_DEVELOPMENT_BACKENDS=True)
    use_mail_settings(locmem_settings())
    deliveries.sweep()
    assert rows.states(frozen) == {"unknown": 1, "queued": 5}
