"""Confirmation emails don't wait for a mailing that is being sent."""

import pytest
import redis
from kombu import Connection

from tests.celery_app import app
from tests.newsletter import rows, visitors
from tests.processes import purge_queues, wait_until
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.readers import confirmations

BULK = "therapy_mail\x06\x166"


@pytest.fixture
def lengths(settings):
    """Return a function that says how many tasks wait in the first list, and how many in ours."""
    purge_queues()
    server = redis.Redis.from_url(settings.REDIS_URL)
    yield lambda: (server.llen("therapy_mail"), server.llen(BULK))
    server.close()
    purge_queues()


@pytest.mark.django_db(transaction=True)
def test_mailings_are_rung_for_in_a_list_of_their_own(lengths):
    tasks.enqueue(tasks.send_mailing, mailing_id=1)
    tasks.enqueue(tasks.send_confirmation, subscriber_id=1)
    tasks.enqueue(tasks.sweep)
    assert lengths() == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_purging_takes_both_lists(lengths):
    tasks.enqueue(tasks.send_mailing, mailing_id=1)
    tasks.enqueue(tasks.sweep)
    purge_queues()
    assert lengths() == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_other_brokers_get_no_priority(monkeypatch):
    # RabbitMQ would send a 6 before a 0.
    monkeypatch.setattr(app.conf, "broker_url", "memory://")
    tasks.enqueue(tasks.send_mailing, mailing_id=1)
    with Connection("memory://") as broker:
        message = broker.SimpleQueue("therapy_mail").get(timeout=1)
    assert message.properties.get("priority", 0) == 0


def finished(log):
    """Return what a worker has done, in its order, by the last word of the task's name."""
    done = [line.split(" succeeded")[0] for line in log.splitlines() if " succeeded in" in line]
    return [line.split("Task wagtail_therapy.newsletter.")[1].split("[")[0] for line in done]


@pytest.mark.slow
def test_a_confirmation_goes_before_mailings_that_were_rung_for_earlier(
    practice, celery_worker_process, smtp_server
):
    reader = visitors.ask(practice.site)
    for number in range(5):
        tasks.enqueue(tasks.send_mailing, mailing_id=number)
    tasks.enqueue(tasks.send_confirmation, subscriber_id=reader.pk)

    celery_worker_process.start()
    wait_until(lambda: len(finished(celery_worker_process.log)) == 6)
    assert finished(celery_worker_process.log) == ["send_confirmation", *["send_mailing"] * 5]
    assert smtp_server.recipients() == [visitors.ADDRESS]


def owe(site, number):
    return [visitors.ask(site, f"reader-{n}@mail.example") for n in range(number)]


def test_send_owed_sends_the_oldest_first(practice, mailoutbox):
    owe(practice.site, 3)
    assert (
        confirmations.send_due(2),
        confirmations.send_due(2),
        confirmations.send_due(2),
    ) == (
        2,
        1,
        0,
    )
    assert [message.to for message in mailoutbox] == [
        [f"reader-{n}@mail.example"] for n in range(3)
    ]


def test_send_owed_asks_one_question_when_nothing_is_owed(
    practice, django_assert_num_queries, mailoutbox
):
    rows.subscribers(practice.site, 3)
    with django_assert_num_queries(1):
        assert confirmations.send_due(10) == 0
    assert mailoutbox == []


def test_send_owed_counts_what_was_accepted_only(practice, smtp_server):
    owe(practice.site, 2)
    smtp_server.rules(refuse_recipients={"reader-0@mail.example": "451 4.7.1 Greylisted"})
    assert confirmations.send_due(10) == 1
    assert smtp_server.recipients() == ["reader-1@mail.example"]
