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
# Where kombu keeps what has another priority than 0.
LANES = ["\x06\x163", "\x06\x166", "\x06\x169"]


@pytest.fixture
def queue(settings):
    """Return a function that takes what is queued in Redis, in the order of a worker."""
    purge_queues()
    server = redis.Redis.from_url(settings.REDIS_URL)

    def take(name="therapy_mail"):
        found = []
        while popped := server.brpop([name, *(name + lane for lane in LANES)], 0.01):
            _lane, item = popped
            message = json.loads(item)
            found.append((message["headers"]["task"], message["headers"]["kwargsrepr"]))
        return found

    yield take
    server.close()
    purge_queues()


@pytest.fixture
def no_redis(monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a context in which what waits for the commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_ring_puts_a_task_with_nothing_but_an_id_into_our_queue(db, queue, committed):
    with committed():
        tasks.ring(tasks.send_confirmation, subscriber_id=7)
        assert queue() == []
    assert queue() == [(f"{NEWSLETTER}.send_confirmation", "{'subscriber_id': 7}")]


def test_ring_uses_the_queue_of_the_settings(db, queue, therapy, committed):
    therapy(MAIL_QUEUE="celery")
    with committed():
        tasks.ring(tasks.sweep)
    assert (queue(), queue("celery")) == ([], [(f"{NEWSLETTER}.sweep", "{}")])


@pytest.mark.django_db(transaction=True)
def test_ring_rings_at_once_where_there_is_no_transaction(queue):
    tasks.ring(tasks.sweep)
    assert len(queue()) == 1


def test_ring_is_silent_when_the_transaction_is_rolled_back(db, queue, committed):
    with committed(), transaction.atomic():
        tasks.ring(tasks.sweep)
        transaction.set_rollback(True)
    assert queue() == []


@pytest.fixture
def no_broker(monkeypatch):
    """A host that has never heard of Celery."""
    monkeypatch.setattr(app.conf, "broker_url", None)


@pytest.fixture
def knocks(monkeypatch):
    """The tasks with which somebody has turned to a broker."""
    found = []
    monkeypatch.setattr(tasks, "_with_bell", lambda task, _publish: found.append(task.name))
    return found


@pytest.mark.parametrize(
    ("broker", "said", "is_rung"),
    [
        ("redis://127.0.0.1:1/0", None, True),
        ("redis://127.0.0.1:1/0", False, False),
        (None, None, False),
        # RabbitMQ on this machine is what Celery takes where nothing is set.
        (None, True, True),
    ],
)
def test_ring_turns_to_a_broker_where_there_is_one(
    db, broker, said, is_rung, knocks, monkeypatch, therapy, committed
):
    monkeypatch.setattr(app.conf, "broker_url", broker)
    therapy(MAIL_CELERY=said)
    with committed():
        tasks.ring(tasks.sweep)
    assert (knocks == [tasks.sweep.name], tasks.is_celery_used()) == (is_rung, is_rung)


def test_ring_turns_to_celery_that_runs_tasks_at_once(db, no_broker, monkeypatch):
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    assert tasks.is_celery_used()


@pytest.fixture
def complaints(monkeypatch):
    """No complaint was made in this process yet."""
    monkeypatch.setattr(tasks, "_complaints", tasks._Complaints())
    return tasks._complaints


@pytest.mark.usefixtures("no_redis")
def test_broker_that_is_down_is_said_once_and_is_no_error(db, complaints, caplog, committed):
    for _ in range(3):
        with committed():
            tasks.ring(tasks.sweep)
    [record] = caplog.records
    assert (record.levelname, record.name, record.exc_info) == ("WARNING", NEWSLETTER, None)
    assert record.getMessage().startswith("Celery's broker cannot be reached (OperationalError). ")

    complaints.last -= complaints.every_seconds + 1
    with committed():
        tasks.ring(tasks.sweep)
    assert len(caplog.records) == 2


@pytest.mark.usefixtures("no_redis", "complaints")
def test_reader_who_asks_while_redis_is_down_sends_the_admins_nothing(
    practice, client, committed, settings, mailoutbox
):
    settings.ADMINS = ["admin@host.example"]
    with committed():
        client.post(visitors.SUBSCRIBE, visitors.filled_in(practice.site))
    assert mailoutbox == []


@pytest.mark.parametrize("way", ["refused", "no socket", "says nothing"])
def test_ring_neither_raises_nor_waits_for_a_broker_that_is_down(
    db, committed, monkeypatch, tmp_path, way
):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        urls = {
            "refused": "redis://127.0.0.1:1/0",
            "no socket": f"redis+socket://{tmp_path}/missing.sock",
            "says nothing": f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
        }
        monkeypatch.setattr(app.conf, "broker_url", urls[way])
        start = time.monotonic()
        with committed():
            tasks.ring(tasks.sweep)
    # A second is what it waits; kombu alone tries for six, in older versions for ever.
    assert time.monotonic() - start < 5


def test_ring_finds_a_broker_that_came_back(db, queue, monkeypatch, settings, committed):
    for url in ("redis://127.0.0.1:1/0", settings.REDIS_URL):
        monkeypatch.setattr(app.conf, "broker_url", url)
        with committed():
            tasks.ring(tasks.sweep)
    assert len(queue()) == 1


def test_a_post_published_while_redis_is_down_is_live_and_is_mailed_later(
    practice, make_post, smtp_server, therapy, no_redis, committed
):
    therapy(MAIL_HOLD=timedelta(0))
    rows.subscribers(practice.site, 3)
    post = make_post()

    start = time.monotonic()
    with committed():
        rows.publish(post)

    assert time.monotonic() - start < 5
    assert JournalEntry.objects.live().get() == post
    assert Mailing.objects.get().state == Mailing.State.HELD
    assert smtp_server.recipients() == []

    call_command("therapy_mail", "run")
    assert Mailing.objects.get().state == Mailing.State.FINISHED
    assert smtp_server.recipients() == [f"active-{n}@mail.example" for n in range(3)]


def test_a_reader_who_asks_while_redis_is_down_gets_the_mail_later(
    practice, client, smtp_server, no_redis, committed
):
    with committed():
        response = client.post(visitors.SUBSCRIBE, visitors.filled_in(practice.site))
    assert response["Location"] == visitors.CHECK_INBOX

    call_command("therapy_mail", "run")
    assert smtp_server.recipients() == [visitors.ADDRESS]


def test_sweep_rings_for_everything_that_is_due(queue, mailing, committed):
    reader = visitors.ask(mailing.site)
    with committed():
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


def test_send_mailing_rings_again_while_there_is_more_to_do(
    queue, mailing, therapy, site, committed
):
    rows.subscribers(site, 1)
    therapy(MAIL_SLICE_SECONDS=0)
    with committed():
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


def test_schedule_names_tasks_that_exist():
    assert list(schedule.BEAT_SCHEDULE) == [tasks.sweep.name, tasks.remind_of_reviews.name]
    for name, entry in schedule.BEAT_SCHEDULE.items():
        assert (entry["task"], name in app.tasks) == (name, True)
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
