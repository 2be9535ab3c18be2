"""What receivers of ``delivery_settled`` hear, and when."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.newsletter import provider_reports, worker_sessions
from wagtail_therapy.newsletter.models import Delivery, Mailing, Subscriber
from wagtail_therapy.newsletter.sending import (
    deliveries,
    mailings,
    manual_resolution,
    preparation,
    recovery,
)
from wagtail_therapy.newsletter.signals import delivery_settled

State = Delivery.State


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Return a context that collects what receivers hear, while another receiver fails."""
    results = []

    def broken(**kwargs):
        raise ZeroDivisionError

    def listen(delivery, result, **kwargs):
        results.append((delivery.pk, result))

    @contextmanager
    def listening():
        for receiver in (broken, listen):
            delivery_settled.connect(receiver)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                yield results
        finally:
            for receiver in (broken, listen):
                delivery_settled.disconnect(receiver)

    return listening


@pytest.fixture
def frozen(ready_mailing):
    """A mailing whose three deliveries are queued."""
    assert preparation.prepare(ready_mailing)
    return ready_mailing


def ids(mailing):
    return list(mailing.deliveries.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize("at_once", [1, 2, 50])
def test_worker_sends_a_signal_once_for_each_result(frozen, smtp_server, therapy, at_once, heard):
    therapy(MAIL_CLAIM_SIZE=at_once)
    Subscriber.objects.filter(email=worker_sessions.ALL_READERS[1]).update(status="unsubscribed")
    last = Subscriber.objects.filter(email=worker_sessions.ALL_READERS[2])
    last.update(email="two words@mail.example")

    with heard() as results:
        worker_sessions.work(frozen)
        worker_sessions.work(frozen)

    sent, left, broken = ids(frozen)
    assert sorted(results) == [(sent, "sent"), (left, "skipped"), (broken, "failed")]


def test_result_that_a_provider_reported_first_is_signalled_once(frozen, smtp_server, heard):
    [first, *_others] = worker_sessions.claim(frozen)
    first.begin_sending()
    with heard() as results:
        provider_reports.record("delivered", first, recipient=first.subscriber.email)
        is_recorded = first.mark_sent()
    assert (results, is_recorded, first.state) == ([(first.pk, "sent")], False, State.CLAIMED)


def test_next_intent_says_whether_the_message_before_was_recorded_with_it(frozen):
    first, second, third = worker_sessions.claim(frozen)
    first.begin_sending()
    Subscriber.objects.filter(pk=second.subscriber_id).update(status="unsubscribed")
    assert (second.begin_sending(after=first), first.state) == (False, State.SENT)

    # A report comes first, so that the worker's statement changes nothing.
    first.state = State.SENDING
    assert (third.begin_sending(after=first), first.state) == (True, State.SENDING)


def test_unknown_result_of_a_vanished_worker_is_signalled(frozen, heard):
    [first, *_others] = worker_sessions.claim(frozen)
    first.begin_sending()
    worker_sessions.vanish()
    with heard() as results:
        assert (recovery.mark_unknown(), recovery.mark_unknown()) == (1, 0)
    assert results == [(first.pk, "unknown")]


def test_cancelled_mailing_signals_skipped_deliveries(frozen, heard):
    frozen.deliveries.filter(pk=ids(frozen)[0]).update(was_unknown=True)
    with heard() as results:
        mailings.cancel(frozen)
    maybe, *others = ids(frozen)
    assert results == [(maybe, "unknown"), *((one, "skipped") for one in others)]


def test_person_and_provider_settle_what_was_unknown(frozen, heard):
    frozen.deliveries.update(state=State.UNKNOWN, attempts=1)
    Mailing.objects.update(state=Mailing.State.FINISHED_WITH_UNKNOWN)
    frozen.refresh_from_db()
    arrived, bounced, again = ids(frozen)
    back = Delivery.objects.select_related("subscriber").get(pk=bounced)
    with heard() as results:
        manual_resolution.mark_sent(frozen, "ada", [arrived])
        manual_resolution.mark_sent(frozen, "ada", [arrived])
        provider_reports.hard(back, recipient=back.subscriber.email, event_id="a")
        provider_reports.hard(back, recipient=back.subscriber.email, event_id="b")
        manual_resolution.send_again(frozen, "ada", [again])
    assert results == [(arrived, "sent"), (bounced, "bounced")]


def test_complaint_is_signalled_once(frozen, heard):
    frozen.deliveries.update(state=State.SENT, attempts=1)
    delivery = frozen.deliveries.select_related("subscriber").first()
    to = {"recipient": delivery.subscriber.email}
    with heard() as results:
        for event in ("a", "b"):
            provider_reports.record("complained", delivery, event_id=event, **to)
    assert results == [(delivery.pk, "complained")]


def test_change_that_is_rolled_back_is_not_signalled(frozen, heard):
    frozen.deliveries.update(state=State.UNKNOWN)
    with heard() as results, transaction.atomic():
        manual_resolution.mark_sent(frozen, "ada")
        transaction.set_rollback(True)
    assert results == []


def test_nothing_is_asked_for_when_no_one_listens(frozen):
    frozen.deliveries.update(state=State.UNKNOWN)
    with CaptureQueriesContext(connection) as queries:
        frozen.deliveries.settle(State.SENT, "sent")
    frozen.deliveries.tell("sent")
    assert len(queries) == 1


def test_failing_receiver_stops_no_mailing(frozen, smtp_server, heard):
    with heard() as results:
        deliveries.work_on(frozen)
    frozen.refresh_from_db()
    assert (frozen.state, frozen.sent) == (Mailing.State.FINISHED, 3)
    assert len(results) == 3
