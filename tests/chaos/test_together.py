"""Two workers and two sweepers at one mailing, and people who change their minds meanwhile."""

import time

import pytest

from tests.chaos.judge import judge
from tests.processes import wait_until
from wagtail_therapy.newsletter import mailings, subscriptions
from wagtail_therapy.newsletter.models import ConsentEvent, Mailing, Subscriber, Suppression

READERS = 300
# Nobody vanishes here: a lease must outlast a worker that the machine leaves waiting.
PATIENT = {"MAIL_LEASE": {"seconds": 20}}


@pytest.fixture
def crew(nursery, mailing, enlist, smtp_server):
    """Four processes at a mailing of which the first readers have theirs."""
    enlist(READERS)
    smtp_server.rules(delay=0.005)
    jobs = ["work", "work", "sweep", "sweep"]
    pids = [nursery.start(job=job, **PATIENT) for job in jobs]
    wait_until(lambda: len(smtp_server.messages()) > 10, every=0.02)
    return lambda: [nursery.wait(pid) for pid in pids]


def read_at(number):
    return f"reader-{number}@mail.example"


def everybody():
    return [read_at(number) for number in range(READERS)]


def still_accepted(smtp_server, after):
    """Return how many messages still come in, once what was in hand has had its time."""
    time.sleep(after)
    before = len(smtp_server.messages())
    time.sleep(after)
    return len(smtp_server.messages()) - before


def test_pausing_leaving_and_resuming(crew, mailing, smtp_server):
    for number in range(READERS - 10, READERS - 5):
        subscriptions.unsubscribe(reader(number), ConsentEvent.Method.LINK)
    for number in range(READERS - 5, READERS):
        subscriptions.suppress(reader(number), Suppression.Reason.COMPLAINED)
    for _ in range(3):
        assert mailings.pause(Mailing.objects.get(), "By hand.") is True
        assert still_accepted(smtp_server, after=0.3) == 0
        assert mailings.resume(Mailing.objects.get()) is True
        time.sleep(0.1)
    assert crew() == [0] * 4

    verdict = judge(mailing, everybody(), smtp_server.recipients())
    assert (verdict.walls, verdict.unknown) == ((0, 0, 0), 0)
    assert (mailing.state, mailing.sent, mailing.skipped) == ("finished", READERS - 10, 10)
    gone = {read_at(number) for number in range(READERS - 10, READERS)}
    assert gone & set(smtp_server.recipients()) == set()


def test_cancelling(crew, mailing, smtp_server):
    assert mailings.cancel(Mailing.objects.get()) is True
    assert crew() == [0] * 4
    # What a worker had claimed at that moment it gives back, and that settles it.
    wait_until(lambda: is_settled(mailing), seconds=60)

    verdict = judge(mailing, everybody(), smtp_server.recipients())
    assert (verdict.walls, verdict.unknown) == ((0, 0, 0), 0)
    assert mailing.state == "cancelled"
    assert mailing.sent == len(smtp_server.recipients()) < READERS
    assert mailing.skipped == READERS - mailing.sent


def reader(number):
    return Subscriber.objects.get(email=read_at(number))


def is_settled(mailing):
    mailing.refresh_from_db()
    return not mailing.deliveries.unsettled().exists() and not mailing.left
