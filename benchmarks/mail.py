"""How fast workers send, next to a loop that only sends."""

from statistics import median
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import rows, smtp
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.timing import seconds_of
from benchmarks.worker import Pace, sending_to, whole_path, whole_paths
from wagtail_therapy.newsletter.sending import deliveries, preparation

READERS = 200_000
ROUNDS = 5
SECONDS = 3
GOAL = 0.3
GOAL_TWO = 1.5


class Round(NamedTuple):
    """One round: messages per second of each side, and the CPU time of one worker."""

    bare: float
    one: Pace
    two: float
    two_bare: float


def measure(readers=READERS, rounds=ROUNDS, seconds=SECONDS) -> list[Figure]:
    site = rows.practice("mail")
    rows.fill_list(site, readers)
    analyze()
    idle_queries = queries_of_idle_sweep()
    mailing = rows.frozen_mailing(site)
    freezing_time = seconds_of(lambda: preparation.prepare(mailing))
    analyze()
    messages = rows.messages(mailing)
    with smtp.sink() as sink, sending_to(sink.port, seconds):
        found = [one_round(mailing, sink.port, messages, seconds) for _ in range(rounds)]
    return [
        *speed_figures(found, sink.name),
        Figure("mail: size of one message", len(messages[0].content) / 1000, "kB"),
        Figure.equal(0, "mail: not accepted", mailing.unknown + mailing.failed, "messages"),
        Figure(f"mail: freezing {readers:,} recipients", freezing_time, "s"),
        Figure("mail: queries of a sweep with nothing to do", idle_queries, "queries"),
    ]


def one_round(mailing, port, messages, seconds) -> Round:
    return Round(
        bare=smtp.bare_loop(port, messages, seconds),
        one=whole_path(mailing),
        two=whole_paths(2, mailing, port, seconds),
        two_bare=smtp.bare_loops(2, port, messages, seconds),
    )


def speed_figures(rounds, sink_name) -> list[Figure]:
    """Compare the best of each side, because other load only ever slows one down."""
    bare = [each.bare for each in rounds]
    one = [each.one.rate for each in rounds]
    two = [each.two for each in rounds]
    cpu_ms = min(each.one.cpu_ms for each in rounds)
    return [
        Figure.at_least(GOAL, "mail: whole path ÷ bare loop", max(one) / max(bare), "ratio"),
        Figure.at_least(GOAL_TWO, "mail: two workers ÷ one", max(two) / max(one), "ratio"),
        *with_spread("mail: bare smtplib loop", bare),
        *with_spread("mail: whole path, one worker", one),
        *with_spread("mail: whole path, two workers", two),
        *with_spread(f"mail: two bare loops at once, {sink_name}", [r.two_bare for r in rounds]),
        Figure("mail: worker's own CPU time", cpu_ms, "ms/message"),
        Figure("mail: one commit to disk", commit_ms(), "ms"),
    ]


def with_spread(name, rates) -> list[Figure]:
    return [
        Figure(f"{name}, best of {len(rates)}", max(rates), "messages/s"),
        Figure(f"{name}, slowest", min(rates), "messages/s"),
    ]


def commit_ms(times=200) -> float:
    """Return the time of the smallest durable commit."""
    with connection.cursor() as cursor:
        # An interrupted run may have left it.
        cursor.execute("CREATE TABLE IF NOT EXISTS therapy_benchmark_commits (number integer)")
        found = 1000 * median(seconds_of(lambda: insert(cursor)) for _ in range(times))
        cursor.execute("DROP TABLE therapy_benchmark_commits")
    return found


def insert(cursor):
    cursor.execute("INSERT INTO therapy_benchmark_commits VALUES (1)")


def queries_of_idle_sweep() -> int:
    with CaptureQueriesContext(connection) as queries:
        deliveries.sweep()
    return len(queries)
