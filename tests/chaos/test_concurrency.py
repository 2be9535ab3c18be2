"""Two workers and two sweepers at one mailing, and people who change their minds meanwhile."""

import time

import pytest

from tests.chaos.reconciliation import reconcile
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Delivery,
    Mailing,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.readers import subscriptions, suppressions
from wagtail_therapy.newsletter.sending import mailings

READERS = 300
# No worker vanishes here: a lease must outlast one that the machine leaves waiting.
PATIENT = {"MAIL_LEASE": {"seconds": 60}}


@pytest.fixture
def crew(worker_pool, mailing, enlist, smtp_server):
    """Four processes at a mailing that the first readers have already got."""
    enlist(READERS)
    # So slow that most are still waiting when something happens.
    smtp_server.rules(delay=0.02)
    jobs = ["work", "work", "sweep", "sweep"]
    crew = [worker_pool.start(job=job, **PATIENT) for job in jobs]
    wait_until(lambda: len(smtp_server.messages()) > 10, every=0.02)
    return lambda: [worker.wait() for worker in crew]


def read_at(number):
    return f"reader-{number}@mail.example"


def all_readers():
    return [read_at(number) for number in range(READERS)]


def still_accepted(smtp_server, mailing, seconds):
    """Return how many messages still come in, once what was in hand is settled."""
    wait_until(lambda: not mailing.deliveries.filter(state=Delivery.State.SENDING).exists())
    before = len(smtp_server.messages())
    time.sleep(seconds)
    return len(smtp_server.messages()) - before


def test_pausing_leaving_and_resuming(crew, mailing, smtp_server):
    for number in range(READERS - 10, READERS - 5):
        subscriptions.unsubscribe(reader(number), ConsentEvent.Method.LINK)
    for number in range(READERS - 5, READERS):
        suppressions.suppress(reader(number), Suppression.Reason.COMPLAINED)
    for _ in range(3):
        assert mailings.pause(Mailing.objects.get(), "By hand.") is True
        assert still_accepted(smtp_server, mailing, seconds=0.2) == 0
        before = len(smtp_server.messages())
        assert mailings.resume(Mailing.objects.get()) is True
        wait_until(lambda before=before: len(smtp_server.messages()) > before, every=0.02)
    smtp_server.rules()
    assert crew() == [0] * 4

    result = reconcile(mailing, all_readers(), smtp_server.recipients())
    assert (result.violations, result.unknown) == ((0, 0, 0), 0)
    assert (mailing.state, mailing.sent, mailing.skipped) == ("finished", READERS - 10, 10)
    gone = {read_at(number) for number in range(READERS - 10, READERS)}
    assert gone & set(smtp_server.recipients()) == set()


def test_cancelling(crew, mailing, smtp_server):
    assert mailings.cancel(Mailing.objects.get()) is True
    assert crew() == [0] * 4
    # What a worker had claimed at that moment it gives back, and that settles it.
    wait_until(lambda: is_settled(mailing))

    result = reconcile(mailing, all_readers(), smtp_server.recipients())
    assert (result.violations, result.unknown) == ((0, 0, 0), 0)
    assert mailing.state == "cancelled"
    assert mailing.sent == len(smtp_server.recipients()) < READERS
    assert mailing.skipped == READERS - mailing.sent


def reader(number):
    return Subscriber.objects.get(email=read_at(number))


def is_settled(mailing):
    mailing.refresh_from_db()
    return not mailing.deliveries.unsettled().exists() and not mailing.left
