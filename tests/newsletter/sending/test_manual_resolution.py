"""What a person says of deliveries that are unknown."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from tests.newsletter import rows
from tests.newsletter.locks import is_lock_awaited
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings, manual_resolution

State = Mailing.State
KNOWN = "active-1@mail.example"


@pytest.fixture
def half_known(ready_mailing, smtp_server):
    """A mailing to three readers; two of them may or may not have got it."""
    smtp_server.rules(drop="after_dot")
    while deliveries.work_on(ready_mailing):
        pass
    smtp_server.rules()
    ready_mailing.deliveries.filter(subscriber__email=KNOWN).update(state=Delivery.State.SENT)
    ready_mailing.recount()
    assert (ready_mailing.state, ready_mailing.sent, ready_mailing.unknown) == (
        State.FINISHED_WITH_UNKNOWN,
        1,
        2,
    )
    return ready_mailing


def words(mailing):
    """Return the states of all deliveries in their order, and who has settled them."""
    by_id = mailing.deliveries.order_by("pk")
    return [(delivery.get_state_display(), delivery.resolved_by) for delivery in by_id]


def test_call_sent_settles_the_unknown_and_finishes_the_mailing(half_known):
    assert manual_resolution.mark_sent(half_known, "ada") == 2
    assert words(half_known) == [("sent", "ada"), ("sent", ""), ("sent", "ada")]
    assert (half_known.state, half_known.sent, half_known.unknown) == (State.FINISHED, 3, 0)
    resolved_at = half_known.deliveries.order_by("pk")[0].resolved_at
    assert abs(resolved_at - timezone.now()) < timedelta(minutes=1)


def test_call_sent_settles_only_those_named(half_known):
    first = manual_resolution.unknown(half_known)[0]
    assert manual_resolution.mark_sent(half_known, "ada", [first.pk]) == 1
    assert words(half_known) == [("sent", "ada"), ("sent", ""), ("unknown", "")]
    assert half_known.state == State.FINISHED_WITH_UNKNOWN


def test_call_sent_leaves_alone_what_is_known(half_known):
    known = half_known.deliveries.get(state=Delivery.State.SENT)
    assert manual_resolution.mark_sent(half_known, "ada", [known.pk]) == 0
    assert words(half_known)[1] == ("sent", "")


def test_send_again_mails_the_unknown_once_more(half_known, smtp_server):
    again = [delivery.subscriber.email for delivery in manual_resolution.unknown(half_known)]
    smtp_server.clear()
    half_known.record_heartbeat()
    assert manual_resolution.send_again(half_known, "ada") == 2
    assert (half_known.state, half_known.unknown, half_known.left) == (State.SENDING, 0, 2)
    assert deliveries.sweep() == [half_known]
    assert deliveries.work_on(half_known) is False
    assert smtp_server.recipients() == sorted(again)
    assert words(half_known) == [("sent", "ada"), ("sent", ""), ("sent", "ada")]
    assert half_known.state == State.FINISHED


def test_what_is_cancelled_after_send_again_is_unknown_as_before(half_known):
    """The first email may have arrived, and the record must not say that it was never sent."""
    manual_resolution.send_again(half_known, "ada")
    mailings.cancel(half_known)

    assert words(half_known) == [("unknown", "ada"), ("sent", ""), ("unknown", "ada")]


def test_what_is_refused_after_send_again_is_not_tried_again_as_if_it_never_arrived(
    half_known, smtp_server
):
    first = manual_resolution.unknown(half_known)[0]
    smtp_server.rules(refuse_recipients={first.subscriber.email: "550 5.7.1 Blocked"})
    manual_resolution.send_again(half_known, "ada", [first.pk])
    half_known.record_heartbeat()
    deliveries.sweep()
    while deliveries.work_on(half_known):
        pass

    first.refresh_from_db()
    assert (first.get_state_display(), manual_resolution.failed(half_known).count()) == (
        "failed",
        0,
    )


def test_send_again_keeps_the_number_of_attempts(half_known):
    first = manual_resolution.unknown(half_known)[0]
    manual_resolution.send_again(half_known, "ada", [first.pk])
    queued = half_known.deliveries.get(state=Delivery.State.QUEUED)
    assert (queued.pk, queued.attempts, queued.claim) == (first.pk, 1, None)


def test_send_again_long_after_does_not_pause_the_mailing_as_stale(half_known, smtp_server):
    long_ago = timezone.now() - timedelta(days=30)
    Mailing.objects.update(not_after=long_ago, heartbeat_at=long_ago, finished_at=long_ago)
    half_known.refresh_from_db()
    manual_resolution.send_again(half_known, "ada")
    deliveries.work_on(half_known)
    assert half_known.state == State.FINISHED


def test_send_again_skips_readers_who_left_in_the_meantime(half_known, smtp_server):
    smtp_server.clear()
    for delivery in manual_resolution.unknown(half_known):
        delivery.subscriber.unsubscribe()
    manual_resolution.send_again(half_known, "ada")
    deliveries.work_on(half_known)
    assert smtp_server.recipients() == []
    # The first email may have arrived.
    assert rows.states(half_known) == {"sent": 1, "unknown": 2}


def test_send_again_leaves_a_paused_mailing_paused(half_known):
    half_known.change_state([State.FINISHED_WITH_UNKNOWN], state=State.PAUSED)
    assert manual_resolution.send_again(half_known, "ada") == 2
    assert (half_known.state, half_known.left) == (State.PAUSED, 2)


@pytest.mark.parametrize("state", [State.CANCELLED, State.FAILED, State.EXPIRED])
def test_send_again_does_not_revive_what_was_stopped_for_good(half_known, state):
    half_known.change_state([State.FINISHED_WITH_UNKNOWN], state=state)
    with pytest.raises(manual_resolution.CannotSendAgainError):
        manual_resolution.send_again(half_known, "ada")
    assert rows.states(half_known) == {"sent": 1, "unknown": 2}
    # A user may still say what has arrived.
    assert manual_resolution.mark_sent(half_known, "ada") == 2
    assert half_known.state == state


def test_send_again_without_any_unknown_changes_nothing(half_known):
    manual_resolution.mark_sent(half_known, "ada")
    assert manual_resolution.send_again(half_known, "ada") == 0
    assert half_known.state == State.FINISHED


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite has one writer at a time")
def test_worker_that_is_finishing_sees_what_is_queued_meanwhile(half_known):
    half_known.change_state([State.FINISHED_WITH_UNKNOWN], state=State.SENDING)
    worker = threading.Thread(target=finish, args=[half_known.pk])
    with transaction.atomic():
        manual_resolution.send_again(half_known, "ada")
        worker.start()
        # Were it not for the lock, it would look at the mailing and overlook that.
        wait_until(lambda: is_lock_awaited() or not worker.is_alive())
    worker.join()
    half_known.refresh_from_db()
    assert (half_known.state, half_known.left) == (State.SENDING, 2)


def finish(pk):
    mailings.finish_if_done(Mailing.objects.get(pk=pk))
    connections.close_all()
