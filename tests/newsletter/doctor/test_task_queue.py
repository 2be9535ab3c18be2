"""What the doctor says about Celery without a worker; test_planted_faults.py starts real ones."""

import pytest

from tests.celery_app import app
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.doctor import task_queue
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.newsletter.workers import heartbeats


@pytest.fixture
def no_redis(monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")


def test_host_without_celery_sends_no_task(therapy):
    therapy(MAIL_CELERY=False)
    fact = "is not used: cron's therapy_mail run sends emails."
    assert str(task_queue.broker_problem()) == f"OK    Celery: {fact}"


def test_celery_that_runs_tasks_at_once(monkeypatch):
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    assert (task_queue.broker_problem().level, task_queue.broker_problem().about) == (
        "WARN",
        "Celery",
    )


def test_broker_that_is_down(no_redis):
    fact = "does not answer (OperationalError)."
    assert (task_queue.broker_problem().level, task_queue.broker_problem().fact) == ("WARN", fact)
    assert (tasks.queue_length(), tasks.worker_queues(0.1)) == (None, [])


def unanswered(monkeypatch, queues, length):
    """Return what is found if workers listen to these queues and none runs the task."""
    monkeypatch.setattr(task_queue, "PATIENCE", 0)
    monkeypatch.setattr(tasks, "enqueue", lambda task, ping: None)
    monkeypatch.setattr(tasks, "worker_queues", lambda _seconds: queues)
    monkeypatch.setattr(tasks, "queue_length", lambda: length)
    found = task_queue.ping_worker(heartbeats.workers())
    return found.level, found.fact


def test_workers_that_are_all_busy(db, monkeypatch):
    assert unanswered(monkeypatch, [{"therapy_mail"}], 3) == (
        "WARN",
        "no worker was free within 0 seconds. Tasks in therapy_mail: 3.",
    )


def test_worker_that_writes_to_another_database(db, monkeypatch):
    assert unanswered(monkeypatch, [{"therapy_mail", "celery"}], 0) == (
        "FAIL",
        "a worker took the task, but wrote nothing to this database.",
    )


def test_answer_of_a_worker_is_deleted(db, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda task, ping: task(ping=ping))
    monkeypatch.setattr(tasks, "queue_length", lambda: 2)
    Heartbeat.record("sweep")
    [host] = heartbeats.workers().hosts
    found = task_queue.ping_worker(heartbeats.workers())
    assert found.fact == f"a worker on {host.name} ran a task. Tasks in therapy_mail: 2."
    assert Heartbeat.objects.count() == 1
