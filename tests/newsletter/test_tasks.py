"""Celery's door, with a real Redis behind it, and with none."""

import json
import socket
import time
from datetime import timedelta

import pytest
import redis
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from tests.celery_app import app
from tests.newsletter import rows, visitors
from tests.processes import purge_queues, wait_until
from tests.testapp.models import JournalEntry
from wagtail_therapy.newsletter import schedule, subscriptions, tasks
from wagtail_therapy.newsletter.models import Mailing, Subscriber

NEWSLETTER = "wagtail_therapy.newsletter"


@pytest.fixture
def queue(settings):
    """Return a function that takes what is queued in Redis: name, arguments and headers."""
    purge_queues()
    server = redis.Redis.from_url(settings.REDIS_URL)

    def take(name="therapy_mail"):
        found = []
        while item := server.rpop(name):
            message = json.loads(item)
            found.append((message["headers"]["task"], message["headers"]["kwargsrepr"]))
        return found

    yield take
    server.close()
    purge_queues()


@pytest.fixture(params=["refused", "no socket", "says nothing"])
def broken_redis(request, monkeypatch, tmp_path):
    """A broker that is down, in each way it can be."""
    silent = socket.create_server(("127.0.0.1", 0))
    urls = {
        "refused": "redis://127.0.0.1:1/0",
        "no socket": f"redis+socket://{tmp_path}/missing.sock",
        "says nothing": f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
    }
    monkeypatch.setattr(app.conf, "broker_url", urls[request.param])
    yield
    silent.close()


def timed(action):
    start = time.monotonic()
    result = action()
    return result, time.monotonic() - start


@pytest.mark.django_db(transaction=True)
def test_ring_puts_a_task_with_nothing_but_an_id_into_our_queue(queue):
    tasks.ring(tasks.send_confirmation, subscriber_id=7)
    assert queue() == [(f"{NEWSLETTER}.send_confirmation", "{'subscriber_id': 7}")]


@pytest.mark.django_db(transaction=True)
def test_ring_uses_the_queue_of_the_settings(queue, therapy):
    therapy(MAIL_QUEUE="celery")
    tasks.ring(tasks.sweep)
    assert (queue(), queue("celery")) == ([], [(f"{NEWSLETTER}.sweep", "{}")])


@pytest.mark.django_db(transaction=True)
def test_ring_waits_for_the_commit(queue):
    with transaction.atomic():
        tasks.ring(tasks.sweep)
        assert queue() == []
    assert len(queue()) == 1


@pytest.mark.django_db(transaction=True)
def test_ring_is_silent_when_the_transaction_is_rolled_back(queue):
    with transaction.atomic():
        tasks.ring(tasks.sweep)
        transaction.set_rollback(True)
    assert queue() == []


@pytest.mark.django_db(transaction=True)
def test_ring_neither_raises_nor_waits_for_a_broker_that_is_down(broken_redis):
    for _ in range(2):
        # A second is what it may take; kombu alone tries for six, in older versions for ever.
        assert timed(lambda: tasks.ring(tasks.sweep))[1] < 2


@pytest.mark.django_db(transaction=True)
def test_ring_finds_a_broker_that_came_back(queue, monkeypatch, settings):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    tasks.ring(tasks.sweep)
    monkeypatch.setattr(app.conf, "broker_url", settings.REDIS_URL)
    tasks.ring(tasks.sweep)
    assert len(queue()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_post_published_while_redis_is_down_is_live_and_is_mailed_later(
    practice, make_post, smtp_server, therapy, broken_redis
):
    therapy(MAIL_HOLD=timedelta(0))
    rows.subscribers(practice.site, 3)
    post = make_post()

    _post, seconds = timed(lambda: rows.publish(post))

    assert seconds < 3
    assert JournalEntry.objects.live().get() == post
    assert Mailing.objects.get().state == Mailing.State.HELD
    assert smtp_server.recipients() == []

    call_command("therapy_mail", "run")
    assert Mailing.objects.get().state == Mailing.State.FINISHED
    assert smtp_server.recipients() == [f"active-{n}@mail.example" for n in range(3)]


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_asks_while_redis_is_down_gets_the_mail_later(
    practice, client, smtp_server, broken_redis
):
    form = visitors.filled_in(practice.site)
    response, seconds = timed(lambda: client.post(visitors.SUBSCRIBE, form))
    assert (response["Location"], seconds < 3) == (visitors.CHECK_INBOX, True)

    call_command("therapy_mail", "run")
    assert smtp_server.recipients() == [visitors.ADDRESS]


@pytest.mark.django_db(transaction=True)
def test_sweep_rings_for_everything_that_is_due(queue, mailing):
    reader = visitors.ask(mailing.site)
    queue()
    tasks.sweep()
    assert queue() == [
        (f"{NEWSLETTER}.send_confirmation", f"{{'subscriber_id': {reader.pk}}}"),
        (f"{NEWSLETTER}.send_mailing", f"{{'mailing_id': {mailing.pk}}}"),
    ]


def test_sweep_forgets_whoever_did_not_confirm(site):
    rows.subscriber(site, status="pending")
    long_ago = timezone.now() - timedelta(days=8)
    Subscriber.objects.update(created_at=long_ago, requested_at=long_ago)
    tasks.sweep()
    assert Subscriber.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_send_mailing_rings_again_while_there_is_more_to_do(queue, mailing, therapy, site):
    rows.subscribers(site, 1)
    therapy(MAIL_SLICE_SECONDS=0)
    queue()
    tasks.send_mailing(mailing_id=mailing.pk)
    assert queue() == [(f"{NEWSLETTER}.send_mailing", f"{{'mailing_id': {mailing.pk}}}")]


@pytest.mark.parametrize("task", [tasks.send_mailing, tasks.send_confirmation])
def test_tasks_for_rows_that_are_gone_do_nothing(db, task, mailoutbox):
    name = "mailing_id" if task is tasks.send_mailing else "subscriber_id"
    task(**{name: 1})
    assert mailoutbox == []


def test_tasks_that_come_twice_send_once(mailing, site, mailoutbox):
    rows.subscribers(site, 2)
    reader = visitors.ask(site)
    for _ in range(2):
        tasks.send_mailing(mailing_id=mailing.pk)
        tasks.send_confirmation(subscriber_id=reader.pk)
    assert len(mailoutbox) == 3


def test_send_mailing_leaves_a_mailing_alone_that_is_held(practice, make_post, mailoutbox):
    rows.subscribers(practice.site, 2)
    rows.publish(make_post())
    tasks.send_mailing(mailing_id=Mailing.objects.get().pk)
    assert (Mailing.objects.get().state, mailoutbox) == (Mailing.State.HELD, [])


def test_tasks_take_arguments_that_a_newer_release_may_add(db):
    tasks.sweep(added_later=1)
    tasks.send_mailing(mailing_id=1, added_later=1)
    tasks.send_confirmation(subscriber_id=1, added_later=1)


def test_tasks_ask_nothing_of_the_broker_but_to_be_brought():
    names = ("acks_late", "reject_on_worker_lost", "ignore_result", "max_retries", "time_limit")
    options = {
        task.name: tuple(getattr(task, name) for name in names)
        for task in (tasks.send_mailing, tasks.send_confirmation, tasks.sweep)
    }
    assert options == dict.fromkeys(options, (True, False, True, 0, 300))
    assert {task.soft_time_limit for task in (tasks.send_mailing, tasks.sweep)} == {None}


def test_schedule_names_a_task_that_exists():
    [(name, entry)] = schedule.BEAT_SCHEDULE.items()
    assert (name, entry["task"] in app.tasks) == (tasks.sweep.name, True)
    assert entry["options"] == {"queue": "therapy_mail"}


@pytest.mark.slow
def test_a_worker_sends_what_is_rung_for(
    practice, make_post, celery_worker_process, smtp_server, therapy
):
    therapy(MAIL_HOLD=timedelta(0))
    rows.subscribers(practice.site, 3)
    celery_worker_process.start()

    subscriptions.unsubscribe(Subscriber.objects.get(email="active-2@mail.example"), "link")
    rows.publish(make_post())

    wait_until(lambda: Mailing.objects.get().state == Mailing.State.FINISHED)
    assert smtp_server.recipients() == ["active-0@mail.example", "active-1@mail.example"]
    assert "mail.example" not in celery_worker_process.log
    assert "On endings" not in celery_worker_process.log
