"""Several workers at one mailing, and people who change their minds while it runs."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import connection

from tests.newsletter import rows, worker_sessions
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import ConsentEvent, Lease, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import subscriptions, suppressions
from wagtail_therapy.newsletter.sending import deliveries, mailings, preparation
from wagtail_therapy.newsletter.sending.session import SendSession
from wagtail_therapy.newsletter.transport.backends import Transport

State = Mailing.State


@pytest.fixture
def frozen(mailing, site):
    """A mailing to twenty readers that is being sent."""
    rows.subscribers(site, 20)
    preparation.prepare(mailing)
    return mailing


def on_own_connection(work):
    """Let a thread do something; it must not leave its database connection behind."""

    def run(*args):
        try:
            return work(*args)
        finally:
            connection.close()

    return run


def in_parallel(workers, work):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(on_own_connection(work), range(workers)))


def outcome(mailing):
    """Return what became of a mailing; the sum must include every reader."""
    mailing.refresh_from_db()
    counts = (mailing.sent, mailing.unknown, mailing.failed, mailing.skipped, mailing.left)
    assert sum(counts) == mailing.total == mailing.deliveries.count()
    return mailing.state, rows.states(mailing)


@contextmanager
def a_worker(mailing, smtp_server):
    """Run the body while a worker waits for an answer; three readers have theirs by then."""
    smtp_server.rules(hold=3)
    worker = Thread(target=on_own_connection(deliveries.work_on), args=[mailing])
    worker.start()
    try:
        wait_until(lambda: len(smtp_server.messages()) == 3, every=0.01)
        yield
    finally:
        smtp_server.rules()
        worker.join()


@pytest.mark.django_db(transaction=True)
def test_claim_gives_no_delivery_to_two_workers(frozen, therapy):
    therapy(MAIL_CLAIM_SIZE=3)

    def claim_all(_number):
        mine = []
        lease = Lease.acquire(Mailing.objects.get())
        while batch := deliveries.claim(lease):
            mine += [delivery.pk for delivery in batch]
        return mine

    claimed = [pk for mine in in_parallel(4, claim_all) for pk in mine]
    assert sorted(claimed) == sorted(frozen.deliveries.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_workers_in_parallel_send_each_reader_one_mail(frozen, smtp_server, therapy):
    therapy(MAIL_CLAIM_SIZE=3)

    def work(_number):
        while deliveries.work_on(Mailing.objects.get()):
            pass

    in_parallel(4, work)
    assert outcome(frozen) == (State.FINISHED, {"sent": 20})
    assert smtp_server.recipients() == sorted(f"active-{n}@mail.example" for n in range(20))


@pytest.mark.django_db(transaction=True)
def test_sweepers_and_workers_do_not_get_into_each_others_way(frozen, smtp_server, therapy):
    therapy(MAIL_CLAIM_SIZE=3)

    def work_and_sweep(number):
        for _ in range(5):
            if number % 2:
                deliveries.sweep()
            else:
                deliveries.work_on(Mailing.objects.get())

    in_parallel(4, work_and_sweep)
    assert outcome(frozen) == (State.FINISHED, {"sent": 20})
    assert len(smtp_server.recipients()) == 20


@pytest.mark.django_db(transaction=True)
def test_cancelling_stops_a_worker_and_settles_all_deliveries(frozen, smtp_server):
    with a_worker(frozen, smtp_server):
        assert mailings.cancel(Mailing.objects.get()) is True

    assert outcome(frozen) == (State.CANCELLED, {"sent": 3, "skipped": 17})
    assert len(smtp_server.recipients()) == 3


@pytest.mark.django_db(transaction=True)
def test_pausing_stops_a_worker_and_resuming_sends_the_rest_once(frozen, smtp_server):
    with a_worker(frozen, smtp_server):
        assert mailings.pause(Mailing.objects.get(), "By hand.") is True

    assert outcome(frozen) == (State.PAUSED, {"sent": 3, "queued": 17})
    assert len(smtp_server.recipients()) == 3

    mailings.resume(frozen)
    deliveries.work_on(frozen)
    assert outcome(frozen) == (State.FINISHED, {"sent": 20})
    assert smtp_server.recipients() == sorted(f"active-{n}@mail.example" for n in range(20))


@pytest.mark.django_db(transaction=True)
def test_leaving_takes_effect_in_a_mailing_that_is_running(frozen, smtp_server):
    leaving = Subscriber.objects.get(email="active-19@mail.example")
    bounced = Subscriber.objects.get(email="active-18@mail.example")
    erased = Subscriber.objects.get(email="active-17@mail.example")
    with a_worker(frozen, smtp_server):
        subscriptions.unsubscribe(leaving, ConsentEvent.Method.ONE_CLICK)
        suppressions.suppress(bounced, "bounced")
        erased.delete()

    assert outcome(frozen) == (State.FINISHED, {"sent": 17, "skipped": 3})
    assert smtp_server.recipients() == sorted(f"active-{n}@mail.example" for n in range(17))


@pytest.mark.parametrize("gone", ["left", "suppressed", "erased", "paused"])
def test_a_claimed_delivery_is_not_sent_once_the_reader_is_gone(frozen, mailoutbox, gone):
    [delivery, *_rest] = worker_sessions.claim(frozen)
    reader = Subscriber.objects.get(pk=delivery.subscriber_id)
    {
        "left": lambda: subscriptions.unsubscribe(reader, ConsentEvent.Method.LINK),
        "suppressed": lambda: suppressions.suppress(reader, "complained"),
        "erased": reader.delete,
        "paused": lambda: Subscriber.objects.filter(pk=reader.pk).update(status="paused"),
    }[gone]()
    assert delivery.begin_sending() is False


def rob(delivery):
    """Take a delivery from its worker, as the sweep does when that was silent for long."""
    worker_sessions.vanish()
    deliveries.sweep()
    delivery.refresh_from_db(fields=["state"])
    return delivery.get_state_display()


def test_a_robbed_worker_cannot_send(frozen):
    [mine, *_rest] = worker_sessions.claim(frozen)
    assert rob(mine) == "queued"
    assert mine.begin_sending() is False
    [theirs, *_rest] = worker_sessions.claim(frozen)

    assert (mine.pk, mine.begin_sending()) == (theirs.pk, False)
    assert theirs.begin_sending() is True
    assert [
        mine.mark_sent(),
        mine.mark_failed("no"),
        mine.mark_unknown("no"),
        mine.mark_skipped("no"),
        mine.release(),
    ] == [False] * 5
    assert theirs.mark_sent() is True


def test_worker_that_lost_its_lease_still_records_the_answer_of_the_server(frozen):
    [accepted, refused, *_rest] = worker_sessions.claim(frozen)
    accepted.begin_sending()
    refused.begin_sending()
    assert (rob(accepted), rob(refused)) == ("unknown", "unknown")

    assert (accepted.mark_sent("id"), refused.mark_failed("550")) == (True, True)
    frozen.recount()
    assert (frozen.sent, frozen.failed, frozen.unknown) == (1, 1, 0)


def test_a_delivery_whose_mailing_was_paused_and_resumed_in_between_is_not_dropped(
    frozen, mailoutbox
):
    worker = SendSession(frozen, Transport())
    [delivery, *_rest] = worker_sessions.claim(frozen)
    mailings.pause(Mailing.objects.get(), "By hand.")
    assert delivery.begin_sending() is False
    Mailing.objects.update(state=State.SENDING)

    worker._give_back(delivery)

    assert (worker.is_running, rows.states(frozen)) == (True, {"queued": 1, "claimed": 19})


def test_a_delivery_is_sent_by_one_worker_only_even_if_it_begins_twice(frozen):
    [delivery, *_rest] = worker_sessions.claim(frozen)
    assert [delivery.begin_sending(), delivery.begin_sending()] == [True, False]
