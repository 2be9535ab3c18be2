"""What the doctor says of Celery where no bell can be rung; test_planted_faults.py rings it."""

import pytest

from tests.celery_app import app
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.doctor import bell
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.newsletter.workers import heartbeats


@pytest.fixture
def no_redis(monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")


def test_host_without_celery_has_no_bell(therapy):
    therapy(MAIL_CELERY=False)
    fact = "is not used: mail leaves by cron's therapy_mail run."
    assert str(bell.broker()) == f"OK    Celery: {fact}"


def test_celery_that_runs_tasks_at_once(monkeypatch):
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    assert (bell.broker().level, bell.broker().about) == ("WARN", "Celery")


def test_broker_that_is_down(no_redis):
    fact = "does not answer (OperationalError)."
    assert (bell.broker().level, bell.broker().fact) == ("WARN", fact)
    assert (tasks.queue_length(), tasks.listened_to(0.1)) == (None, [])


def answer(monkeypatch, queues, length):
    """Ring where workers say so of themselves, and none hears."""
    monkeypatch.setattr(bell, "PATIENCE", 0)
    monkeypatch.setattr(tasks, "enqueue", lambda task, bell: None)
    monkeypatch.setattr(tasks, "listened_to", lambda _seconds: queues)
    monkeypatch.setattr(tasks, "queue_length", lambda: length)
    found = bell.check(heartbeats.workers())
    return found.level, found.fact


def test_workers_that_are_all_busy(db, monkeypatch):
    assert answer(monkeypatch, [{"therapy_mail"}], 3) == (
        "WARN",
        "no worker had time for it within 0 seconds. Tasks in therapy_mail: 3.",
    )


def test_worker_that_writes_into_another_database(db, monkeypatch):
    assert answer(monkeypatch, [{"therapy_mail", "celery"}], 0) == (
        "FAIL",
        "a worker took it, and noted nothing in this database.",
    )


def test_bell_that_was_heard_leaves_no_note(db, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda task, bell: task(bell=bell))
    monkeypatch.setattr(tasks, "queue_length", lambda: 2)
    Heartbeat.record("sweep")
    [host] = heartbeats.workers().hosts
    found = bell.check(heartbeats.workers())
    assert found.fact == f"a worker on {host.name} heard it. Tasks in therapy_mail: 2."
    assert Heartbeat.objects.count() == 1
