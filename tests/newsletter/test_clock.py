"""The system's clock is set an hour back or forth, and no reader waits an hour for it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.newsletter import rows, visitors, worker_sessions
from tests.processes import wait_until
from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Heartbeat, Lease, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import confirmations
from wagtail_therapy.newsletter.sending import deliveries, mailings, preparation, progress
from wagtail_therapy.newsletter.workers import heartbeats

BACK, FORTH = -1, 1
State = Mailing.State


@pytest.fixture
def set_clock(time_machine):
    """Return a function that sets the clock by so many hours."""
    return lambda hours: time_machine.move_to(timezone.now() + timedelta(hours=hours))


@pytest.fixture(params=[BACK, FORTH], ids=["back", "forth"])
def jump(request, set_clock):
    """A function that sets the clock an hour back or forth."""
    return lambda: set_clock(request.param)


def test_a_mailing_whose_worker_died_is_due_again(ready_mailing, jump):
    Lease.acquire(ready_mailing)
    assert mailings.due() == []
    jump()
    Mailing.objects.update(not_before=timezone.now())
    assert mailings.due() == [ready_mailing]


def test_a_mailing_with_a_worker_is_left_to_it(ready_mailing, set_clock):
    set_clock(BACK)
    Mailing.objects.update(not_before=timezone.now())
    Lease.acquire(ready_mailing)
    assert mailings.due() == []


def test_what_a_vanished_worker_had_claimed_is_sent_once(ready_mailing, smtp_server, jump):
    preparation.prepare(ready_mailing)
    worker_sessions.claim(ready_mailing)
    jump()
    Mailing.objects.update(not_before=timezone.now())
    assert deliveries.sweep() == [ready_mailing]
    assert worker_sessions.work(ready_mailing) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == worker_sessions.ALL_READERS


def test_a_worker_that_is_robbed_by_a_clock_that_is_set_still_reports(ready_mailing, jump):
    preparation.prepare(ready_mailing)
    [sending, *_claimed] = worker_sessions.claim(ready_mailing)
    assert sending.begin_sending()
    jump()
    deliveries.sweep()
    assert rows.states(ready_mailing) == {"unknown": 1, "queued": 2}
    assert sending.mark_sent() is True


def test_leases_that_hold_are_left_alone(ready_mailing):
    preparation.prepare(ready_mailing)
    worker_sessions.claim(ready_mailing)
    deliveries.sweep()
    assert rows.states(ready_mailing) == {"claimed": 3}


def test_readers_who_confirmed_before_the_clock_was_set_back_are_recipients(
    ready_mailing, set_clock, site
):
    set_clock(BACK)
    Subscriber.objects.update(confirmed_at=timezone.now() + timedelta(hours=1))
    created_at = timezone.now() - timedelta(minutes=10)
    Mailing.objects.update(created_at=created_at, not_before=created_at)
    ready_mailing.refresh_from_db()
    rows.subscriber(site, "later@mail.example", confirmed_at=timezone.now())
    preparation.prepare(ready_mailing)
    assert (ready_mailing.total, rows.states(ready_mailing)) == (3, {"queued": 3})


@pytest.mark.parametrize("is_in_hand", [False, True], ids=["owed", "in the hand of a dead worker"])
def test_a_confirmation_mail_goes_out(practice, mailoutbox, jump, is_in_hand):
    reader = visitors.ask(practice.site)
    if is_in_hand:
        reader.claim_confirmation(timezone.now(), conf.mail_lease)
        assert confirmations.send_due(1) == 0
    jump()
    assert (confirmations.send_due(1), len(mailoutbox)) == (1, 1)


def test_who_asks_again_gets_another_mail(practice, mailoutbox, jump):
    visitors.ask(practice.site)
    confirmations.send_due(1)
    visitors.ask(practice.site)
    assert confirmations.send_due(1) == 0
    jump()
    visitors.ask(practice.site)
    assert (confirmations.send_due(1), len(mailoutbox)) == (1, 2)


def test_a_form_on_a_page_from_before_is_taken(client, site, jump):
    form = visitors.filled_in(site)
    jump()
    assert visitors.heading(client.post(visitors.SUBSCRIBE, form)) == visitors.CHECK_INBOX


def test_a_form_that_comes_from_a_server_with_another_clock_is_too_fast_nevertheless(client, site):
    form = visitors.filled_in(site, age=-5)
    assert "Nearly there" in visitors.alert(client.post(visitors.SUBSCRIBE, form))


def test_a_confirm_link_from_before_works(client, practice, jump):
    reader = visitors.ask(practice.site)
    link = f"/newsletter/confirm/{tokens.confirm_token(reader)}/"
    jump()
    client.post(link)
    assert Subscriber.objects.get().status == Subscriber.Status.ACTIVE


def test_a_worker_that_was_seen_in_the_future_is_not_taken_for_alive(mailing, jump):
    Heartbeat.record("mailing", mailing, 5)
    assert heartbeats.workers().are_seen_lately
    jump()
    [state] = progress.of([mailing])
    assert (heartbeats.workers().are_seen_lately, state.per_second) == (False, 0)


@pytest.mark.django_db(transaction=True)
def test_mailing_under_way_reaches_each_reader_once(mailing, site, smtp_server, jump):
    rows.subscribers(site, 20)
    smtp_server.rules(hold=3)

    def send():
        try:
            deliveries.work_on(Mailing.objects.get())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        sending = worker.submit(send)
        wait_until(lambda: len(smtp_server.messages()) == 3, every=0.01)
        jump()
        deliveries.sweep()
        smtp_server.rules()
    sending.result()
    Mailing.objects.update(not_before=timezone.now())
    deliveries.sweep()
    deliveries.work_on(Mailing.objects.get())
    assert rows.states(mailing) == {"sent": 20}
    assert smtp_server.recipients() == sorted(f"active-{n}@mail.example" for n in range(20))
