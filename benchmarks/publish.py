"""What the newsletter adds to the cost of publishing a post, with a short and a long list."""

import time
from statistics import median
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import rows
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.publishers import CodePublisher, EditorPublisher, check, newsletter_off
from tests.celery_app import app as celery_app

SIZES = (10, 100_000)
PAIRS = 60
GOAL_MS = 10


class Cost(NamedTuple):
    queries: int
    ms: float


def measure(sizes=SIZES, pairs=PAIRS) -> list[Figure]:
    require_broker()
    site, author = rows.practice("publish"), rows.author()
    publishers = [CodePublisher(site, author), EditorPublisher(site, author)]
    found = []
    for size in sizes:
        rows.fill_list(site, size)
        analyze()
        found.append([(*costs(publisher, pairs), f"{size:,}") for publisher in publishers])
    by_publisher = zip(*found, strict=True)
    return [
        figure
        for publisher, results in zip(publishers, by_publisher, strict=True)
        for figure in publisher_figures(publisher.name, results)
    ]


def require_broker():
    """:raises: no broker answers, so that enqueueing would be measured wrongly."""
    celery_app.connection_for_write().ensure_connection(max_retries=1)


def publisher_figures(name, results) -> list[Figure]:
    found = []
    for without, added, size in results:
        what = f"{name}: added, {size} subscribers"
        queries_with_few = results[0][1].queries
        found += [
            Figure.equal(queries_with_few, what, added.queries, "queries"),
            Figure.under(GOAL_MS, what, added.ms, "ms"),
            Figure(f"{name}: without the newsletter", without.ms, "ms"),
        ]
    return found


def costs(publisher, pairs) -> tuple[Cost, Cost]:
    """Return what publishing costs without the newsletter, and what this adds."""
    measure_pair(publisher, milliseconds)
    times = [measure_pair(publisher, milliseconds) for _ in range(pairs)]
    queries = measure_pair(publisher, count_queries)
    # Pair by pair, because the machine's speed drifts.
    added = median(mailed - without for without, mailed in times)
    without = median(without for without, _mailed in times)
    return Cost(queries[0], without), Cost(queries[1] - queries[0], added)


def measure_pair(publisher, measurement) -> tuple[float, float]:
    """Publish one post without the newsletter and one that is mailed; measure each."""
    without, mailed = publisher.draft(False), publisher.draft(True)
    with newsletter_off():
        first = measurement(lambda: publisher.publish(without, False))
    second = measurement(lambda: publisher.publish(mailed, True))
    check(without, False)
    check(mailed, True)
    return first, second


def milliseconds(call) -> float:
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def count_queries(call) -> int:
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)
