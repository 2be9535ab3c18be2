"""Celery with a broker, with one that is down, and with none."""

import socket
import time
from datetime import timedelta

import pytest
from django.core.management import call_command

from tests.celery_app import app
from tests.newsletter import rows, visitors
from tests.testapp.models import JournalEntry
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Mailing

NEWSLETTER = "wagtail_therapy.newsletter"


@pytest.fixture
def no_broker(monkeypatch):
    """A host that has never heard of Celery."""
    monkeypatch.setattr(app.conf, "broker_url", None)


@pytest.fixture
def knocks(monkeypatch):
    """The tasks that were sent to a broker."""
    found = []
    monkeypatch.setattr(
        tasks, "_with_broker_connection", lambda task, _publish: found.append(task.name)
    )
    return found


@pytest.mark.parametrize(
    ("broker", "use_celery", "is_rung"),
    [
        ("redis://127.0.0.1:1/0", None, True),
        ("redis://127.0.0.1:1/0", False, False),
        (None, None, False),
        # RabbitMQ on this machine is what Celery takes where nothing is set.
        (None, True, True),
    ],
)
def test_ring_turns_to_a_broker_where_there_is_one(
    db, broker, use_celery, is_rung, knocks, monkeypatch, therapy, committed
):
    monkeypatch.setattr(app.conf, "broker_url", broker)
    therapy(MAIL_CELERY=use_celery)
    with committed():
        tasks.enqueue(tasks.sweep)
    assert (knocks == [tasks.sweep.name], tasks.is_celery_used()) == (is_rung, is_rung)


def test_ring_turns_to_celery_that_runs_tasks_at_once(db, no_broker, monkeypatch):
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    assert tasks.is_celery_used()


def test_ring_raises_nothing_when_the_settings_of_celery_cannot_be_read(
    db, complaints, caplog, committed, monkeypatch, therapy
):
    def unreadable():
        raise ImportError

    therapy(MAIL_CELERY=None)
    monkeypatch.setattr(tasks, "is_celery_used", unreadable)
    with committed():
        tasks.enqueue(tasks.sweep)
    assert ["ImportError" in record.getMessage() for record in caplog.records] == [True]


@pytest.fixture
def complaints(monkeypatch):
    """No complaint was made in this process yet."""
    monkeypatch.setattr(tasks, "_broker_warning", tasks._BrokerWarning())
    return tasks._broker_warning


@pytest.mark.usefixtures("no_redis")
def test_unreachable_broker_is_logged_once_as_a_warning(db, complaints, caplog, committed):
    for _ in range(3):
        with committed():
            tasks.enqueue(tasks.sweep)
    [record] = caplog.records
    assert (record.levelname, record.name, record.exc_info) == ("WARNING", NEWSLETTER, None)
    assert record.getMessage().startswith("Celery's broker cannot be reached (OperationalError). ")

    complaints.last -= complaints.every_seconds + 1
    with committed():
        tasks.enqueue(tasks.sweep)
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
            tasks.enqueue(tasks.sweep)
    # A second is what it waits; kombu alone tries for six, in older versions for ever.
    assert time.monotonic() - start < 5


def test_ring_finds_a_broker_that_came_back(db, queue, monkeypatch, settings, committed):
    for url in ("redis://127.0.0.1:1/0", settings.REDIS_URL):
        monkeypatch.setattr(app.conf, "broker_url", url)
        with committed():
            tasks.enqueue(tasks.sweep)
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
    assert visitors.heading(response) == visitors.CHECK_INBOX

    call_command("therapy_mail", "run")
    assert smtp_server.recipients() == [visitors.ADDRESS]
