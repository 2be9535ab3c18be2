"""Imports whose workers are killed at any time, compared with one that was left alone."""

import itertools
import random
import time

import pytest

from tests.chaos.workers import LEASE
from tests.newsletter.readers import import_rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Subscriber,
    SubscriberImport,
    Suppression,
)
from wagtail_therapy.newsletter.readers import imports

pytestmark = pytest.mark.slow

SEED = 20261130
WORDS = ["active", "active", "unsubscribed", "active", "complained", "bounced", "pending"]


def people(rows):
    """Return a file that repeats one person in three, in whatever state."""
    words = itertools.cycle(WORDS)
    chosen = random.Random(SEED)
    numbers = [chosen.randrange(rows * 2 // 3) for _row in range(rows)]
    return import_rows.listed(*((f"reader-{n}@mail.example", next(words)) for n in numbers))


def written(one):
    """Return everything that an import has written, without times and numbers of rows."""
    readers = Subscriber.objects.filter(site=one.site)
    lines = one.report_parts.order_by("position").values_list("content", flat=True)
    events = ConsentEvent.objects.filter(site=one.site)
    return {
        "state": one.state,
        "counts": one.counts,
        "report": "".join(lines),
        "readers": sorted(readers.values_list("email", "status")),
        "mailable": readers.mailable().count(),
        "suppressions": sorted(
            Suppression.objects.filter(site=one.site).values_list("address_hash", "reason")
        ),
        "events": sorted(events.values_list("address_hash", "kind", "method")),
    }


def kill_until_through(worker_pool, workers, longest_life) -> int:
    """Start so many workers at a time and kill each; return how many were killed at work.

    They live longer and longer, because a busy machine may need long to start one.
    """
    lives = random.Random(SEED)
    kills = 0
    while SubscriberImport.objects.filter(state__in=SubscriberImport.RUNNING).exists():
        time.sleep(LEASE)
        for worker in [worker_pool.start_importing() for _ in range(workers)]:
            time.sleep(lives.uniform(0, longest_life))
            kills += worker.kill()
        longest_life *= 1.05
    return kills


def brought(worker_pool, site, monkeypatch, rows, workers, longest_life, asks=False):
    """Import the same file undisturbed and killed; return both, and how often it was killed."""
    monkeypatch.setattr(imports, "BATCH", 20)
    content = people(rows)
    calm = import_rows.done(add_site("calm.example", slug="calm"), content, asks=asks)
    killed = import_rows.begun(site, content, asks=asks)
    kills = kill_until_through(worker_pool, workers, longest_life)
    killed.refresh_from_db()
    return written(calm), written(killed), kills


def test_some_random_kills(worker_pool, site, monkeypatch, transactional_db):
    calm, killed, kills = brought(worker_pool, site, monkeypatch, 600, 1, longest_life=0.5)
    assert killed == calm
    assert kills >= 2


@pytest.mark.chaos
@pytest.mark.parametrize(
    ("rows", "workers", "asks"), [(20_000, 1, False), (8_000, 3, False), (8_000, 2, True)]
)
def test_hundreds_of_random_kills(
    worker_pool, site, monkeypatch, transactional_db, rows, workers, asks
):
    calm, killed, kills = brought(
        worker_pool, site, monkeypatch, rows, workers, longest_life=0.7, asks=asks
    )
    assert killed == calm
    assert kills >= 30


def test_dry_run_survives_kills(worker_pool, site, monkeypatch, transactional_db):
    monkeypatch.setattr(imports, "BATCH", 20)
    content = people(300)
    calm = import_rows.checked(add_site("calm.example", slug="calm"), content)
    killed = import_rows.stored(site, content)
    killed.change_state([SubscriberImport.State.UPLOADED], state="checking")
    for life in (0.05, 0.1, 0.2):
        worker = worker_pool.start_importing()
        time.sleep(life)
        worker.kill()
        time.sleep(LEASE)
    worker_pool.start_importing().wait()
    killed.refresh_from_db()
    assert written(killed) == written(calm)
