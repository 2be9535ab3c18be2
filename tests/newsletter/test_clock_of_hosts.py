"""Hosts whose clocks are minutes ahead of the database's, or behind: the mail goes by that one."""

import socket
from datetime import timedelta

import pytest
from wagtail.models import Revision

from tests.newsletter import rows, visitors
from tests.newsletter.clocks import AT_ONCE, is_now, true_time
from tests.newsletter.worker_sessions import ALL_READERS, work
from wagtail_therapy.newsletter import readiness, tasks
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Heartbeat,
    Lease,
    Mailing,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.readers import confirmations, subscriptions
from wagtail_therapy.newsletter.sending import deliveries, mailed_pages, mailings
from wagtail_therapy.newsletter.workers import heartbeats

pytestmark = pytest.mark.usefixtures("separate_clocks")

State = Mailing.State
MINUTES = [10, -10]


def test_a_heartbeat_says_by_how_much_the_clock_is_off(host):
    Heartbeat.record("mailing")
    [beat] = Heartbeat.objects.all()
    assert abs(beat.clock_offset - 60 * host) < AT_ONCE.total_seconds()
    assert is_now(beat.beat_at)
    assert heartbeats.workers().are_seen_lately


def test_a_hold_ends_at_its_time_for_a_worker_with_another_clock(practice, make_post, set_host):
    mailing = mailed_pages.queue_for_page(make_post(live=True))
    for minutes in MINUTES:
        set_host(minutes)
        assert mailings.due() == []
    Mailing.objects.update(not_before=true_time())
    for minutes in MINUTES:
        set_host(minutes)
        assert mailings.due() == [mailing]


def test_a_hold_begun_by_a_server_with_another_clock_lasts_ten_minutes(practice, make_post, host):
    mailing = mailed_pages.queue_for_page(make_post(live=True))
    assert is_now(mailing.not_before - timedelta(minutes=10))
    assert mailings.send_now(mailing)
    assert is_now(mailing.not_before)


def test_a_worker_with_another_clock_sends_a_mailing_whole(ready_mailing, smtp_server, host):
    assert work(ready_mailing) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == ALL_READERS
    for message in smtp_server.messages():
        assert is_now(message.parsed["Date"].datetime)
    assert is_now(ready_mailing.finished_at)


def test_workers_with_different_clocks_take_nothing_from_each_other(ready_mailing, set_host):
    deliveries.preparation.prepare(ready_mailing)
    lease = Lease.acquire(ready_mailing)
    [sending, *_claimed] = deliveries.claim(lease)
    sending.begin_sending()
    for minutes in MINUTES:
        set_host(minutes)
        deliveries.sweep()
    assert rows.states(ready_mailing) == {"sending": 1, "claimed": 2}


def test_what_is_put_off_comes_at_its_time_to_a_worker_with_another_clock(
    ready_mailing, smtp_server, host
):
    smtp_server.rules(refuse_recipients={ALL_READERS[0]: "451 4.7.1 Greylisted"})
    assert work(ready_mailing) == (State.SENDING, {"queued": 1, "sent": 2})
    again_at = ready_mailing.deliveries.get(state=0).next_attempt_at
    assert is_now(again_at - timedelta(minutes=1))


def test_a_confirmation_asked_for_at_another_server_goes_out_at_once(
    practice, mailoutbox, set_host
):
    for minutes in MINUTES:
        set_host(minutes)
        visitors.ask(practice.site, f"reader{minutes}@mail.example")
        set_host(-minutes)
        assert confirmations.send_due(1) == 1
    assert all(is_now(sent_at) for sent_at in sent_times())


def sent_times():
    return Subscriber.objects.values_list("confirmation_sent_at", flat=True)


def test_a_form_may_be_shown_by_one_server_and_taken_by_another(client, practice, set_host):
    set_host(10)
    form = visitors.filled_in(practice.site)
    set_host(-10)
    assert visitors.heading(client.post(visitors.SUBSCRIBE, form)) == visitors.CHECK_INBOX


def test_readers_who_confirmed_at_another_server_are_recipients(practice, make_post, set_host):
    for minutes in MINUTES:
        set_host(minutes)
        reader = visitors.ask(practice.site, f"reader{minutes}@mail.example")
        assert subscriptions.confirm(reader, reader.token_version)
    set_host(-10)
    mailing = mailed_pages.queue_for_page(make_post(live=True))
    Mailing.objects.update(not_before=true_time())
    mailing.refresh_from_db()
    deliveries.preparation.prepare(mailing)
    assert mailing.total == 2


def test_all_rows_about_a_reader_have_the_time_of_the_database(practice, host):
    reader = visitors.ask(practice.site)
    subscriptions.confirm(reader, reader.token_version)
    subscriptions.unsubscribe(reader, "link")
    made = [Subscriber.objects.get().requested_at]
    for model in (Subscriber, ConsentEvent, Suppression):
        made += model.objects.values_list("created_at", flat=True)
    assert (len(made), all(map(is_now, made))) == (6, True)


def test_readiness_sees_a_worker_with_another_clock(set_host):
    set_host(-10)
    Heartbeat.record("sweep")
    set_host(10)
    assert list(readiness.workers()) == []


def test_readiness_names_a_worker_with_another_clock(host):
    Heartbeat.record("sweep")
    [finding] = readiness.clocks()
    assert (finding.code, finding.level) == ("clocks", "warning")
    assert f"the clock of {socket.gethostname()} differs" in finding.message


def test_post_does_not_go_live_early_where_the_clock_is_ahead(make_post, set_host):
    post = make_post("On beginnings", go_live_at=true_time() + timedelta(minutes=5))
    rows.publish(post)
    set_host(10)
    tasks.publish_scheduled()
    post.refresh_from_db()
    assert post.live is False

    Revision.objects.update(approved_go_live_at=true_time() - AT_ONCE)
    tasks.publish_scheduled()
    post.refresh_from_db()
    assert post.live is True


def test_post_does_not_go_away_early_where_the_clock_is_ahead(make_post, set_host):
    post = make_post("On beginnings", live=True, expire_at=true_time() + timedelta(minutes=5))
    set_host(10)
    tasks.publish_scheduled()
    post.refresh_from_db()
    assert post.live is True


def test_no_task_is_thrown_away_by_a_worker_whose_clock_is_ahead():
    ours = [tasks.send_mailing, tasks.send_confirmation, tasks.sweep]
    assert {task.expires for task in ours} == {3600}


def test_renewing_goes_on_when_the_clock_is_set(ready_mailing, set_host):
    lease = Lease.acquire(ready_mailing)
    set_host(10)
    assert lease.renew()
    set_host(0)
    assert list(Lease.objects.alive()) == [lease]
