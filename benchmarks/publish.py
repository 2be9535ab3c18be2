"""What the newsletter adds to publishing a post, with a short and with a long list."""

import time
from statistics import median
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import rows
from benchmarks.database import analyze
from benchmarks.desks import CodeDesk, EditorDesk, check, newsletter_off
from benchmarks.figures import Figure
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
    desks = [CodeDesk(site, author), EditorDesk(site, author)]
    found = []
    for size in sizes:
        rows.fill_list(site, size)
        analyze()
        found.append([(*costs(desk, pairs), f"{size:,}") for desk in desks])
    by_desk = zip(*found, strict=True)
    return [
        figure
        for desk, results in zip(desks, by_desk, strict=True)
        for figure in desk_figures(desk.name, results)
    ]


def require_broker():
    """Raise unless a broker answers: else ringing would be measured as something else."""
    celery_app.connection_for_write().ensure_connection(max_retries=1)


def desk_figures(name, results) -> list[Figure]:
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


def costs(desk, pairs) -> tuple[Cost, Cost]:
    """Return what publishing costs without the newsletter, and what this adds."""
    measure_pair(desk, milliseconds)
    times = [measure_pair(desk, milliseconds) for _ in range(pairs)]
    queries = measure_pair(desk, count_queries)
    # Pair by pair, because the machine's speed drifts.
    added = median(mailed - without for without, mailed in times)
    without = median(without for without, _mailed in times)
    return Cost(queries[0], without), Cost(queries[1] - queries[0], added)


def measure_pair(desk, measurement) -> tuple[float, float]:
    """Publish one post without the newsletter and one that is mailed; measure each."""
    without, mailed = desk.draft(False), desk.draft(True)
    with newsletter_off():
        first = measurement(lambda: desk.publish(without, False))
    second = measurement(lambda: desk.publish(mailed, True))
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
