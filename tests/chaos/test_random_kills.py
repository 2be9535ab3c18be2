"""Workers killed at any time, again and again, until a mailing is through."""

import random
import time

import pytest
from django.db.models import Count

from tests.chaos import results
from tests.chaos.reconciliation import reconcile
from tests.chaos.workers import LEASE
from wagtail_therapy.newsletter.models import Delivery, Mailing

# The same lives in each run; what a worker is at when one ends is up to the machine.
SEED = 20261123


def test_some_random_kills(worker_pool, mailing, enlist, smtp_server):
    readers = enlist(120)
    smtp_server.rules(delay=0.004)

    kills = kill_until_through(worker_pool, workers=1, longest_life=0.3)

    result = reconcile(mailing, readers, smtp_server.recipients())
    assert kills >= 5
    assert result.violations == (0, 0, 0)
    assert result.unknown <= kills


@pytest.mark.chaos
@pytest.mark.parametrize(
    ("recipients", "workers", "server", "least"),
    [(10_000, 1, "pipelining", 200), (3_000, 1, "plain", 50), (3_000, 2, "pipelining", 30)],
)
def test_hundreds_of_random_kills(
    worker_pool, mailing, enlist, smtp_server, recipients, workers, server, least
):
    readers = enlist(recipients)
    smtp_server.rules(delay=0.004, plain=server == "plain")
    start = time.monotonic()

    kills = kill_until_through(worker_pool, workers, longest_life=0.7)

    result = reconcile(mailing, readers, smtp_server.recipients())
    results.note(
        result,
        server=server,
        workers=workers,
        recipients=recipients,
        kills=kills,
        seconds=round(time.monotonic() - start),
    )
    assert kills >= least
    assert result.violations == (0, 0, 0)
    # At most one for each kill and connection, and each worker has one.
    assert result.unknown <= kills


def kill_until_through(worker_pool, workers, longest_life) -> int:
    """Start so many workers at a time and kill each, until nothing is left to send.

    Return how many were killed at work. A mailing that waits for a person fails the test at once.
    """
    lives = random.Random(SEED)
    kills = 0
    while Mailing.objects.filter(state__in=Mailing.UNFINISHED).exists():
        assert list(Mailing.objects.exclude(paused_reason="").values("paused_reason")) == []
        before = progress()
        # They find leases that are over, and have something to do from the first moment.
        time.sleep(LEASE)
        for worker in [worker_pool.start(chunk=500) for _ in range(workers)]:
            time.sleep(lives.uniform(0, longest_life))
            kills += worker.kill()
        # On a busy machine, no worker might live long enough to render the email.
        if progress() == before:
            longest_life *= 1.1
    return kills


def progress() -> list[tuple]:
    """Return how far the mailing and its deliveries are."""
    deliveries = Delivery.objects.values_list("state").annotate(number=Count("pk"))
    return [*Mailing.objects.values_list("state"), *deliveries.order_by("state")]
