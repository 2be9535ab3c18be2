"""How fast workers mail, beside a loop that does nothing but send."""

from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import rows, smtp
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.worker import seconds_of, sending_to, whole_path, whole_paths
from wagtail_therapy.newsletter import deliveries, freezing

READERS = 200_000
ROUNDS = 5
ROUNDS_OF_TWO = 3
SECONDS = 3
GOAL = 0.5
GOAL_TWO = 1.7
# Of two bare loops, when the mail server cannot take more.
GOAL_CEILING = 0.95


def measure(readers=READERS, rounds=ROUNDS, seconds=SECONDS) -> list[Figure]:
    site = rows.practice("mail")
    rows.fill_list(site, readers)
    analyze()
    idle_queries = queries_of_idle_sweep()
    mailing = rows.frozen_mailing(site)
    freezing_time = seconds_of(lambda: freezing.prepare(mailing))
    analyze()
    letters = rows.letters(mailing)
    with smtp.sink() as sink, sending_to(sink.port, seconds):
        pairs = [
            (smtp.bare_loop(sink.port, letters, seconds), whole_path(mailing))
            for _ in range(rounds)
        ]
        found = [
            *speed_figures(pairs),
            *figures_of_two(mailing, sink, letters, min(rounds, ROUNDS_OF_TWO), seconds),
        ]
    return [
        *found,
        Figure("mail: size of one message", len(letters[0].content) / 1000, "kB"),
        Figure.equal(0, "mail: not accepted", mailing.unknown + mailing.failed, "messages"),
        Figure(f"mail: freezing {readers:,} recipients", freezing_time, "s"),
        Figure("mail: queries of a sweep with nothing to do", idle_queries, "queries"),
    ]


def speed_figures(pairs) -> list[Figure]:
    # Each whole path is compared with the bare loop just before it: the machine's speed drifts.
    ratio = median(pace.rate / bare for bare, pace in pairs)
    return [
        Figure.at_least(GOAL, "mail: whole path ÷ bare smtplib loop", ratio, "ratio"),
        Figure("mail: whole path, one worker", median(p.rate for _, p in pairs), "messages/s"),
        Figure("mail: bare smtplib loop", median(bare for bare, _ in pairs), "messages/s"),
        Figure("mail: worker's own CPU time", median(p.cpu_ms for _, p in pairs), "ms/message"),
        Figure("mail: one commit to disk", commit_ms(), "ms"),
    ]


def figures_of_two(mailing, sink, letters, rounds, seconds) -> list[Figure]:
    pairs = [
        [whole_paths(workers, mailing, sink.port, seconds) for workers in (1, 2)]
        for _ in range(rounds)
    ]
    one = median(one for one, _two in pairs)
    ceiling = smtp.bare_loops(2, sink.port, letters, seconds)
    # Two workers cannot hand over more than the server takes.
    goal = round(min(GOAL_TWO, GOAL_CEILING * ceiling / one), 2)
    ratio = median(two / one for one, two in pairs)
    return [
        Figure.at_least(goal, "mail: two workers ÷ one", ratio, "ratio"),
        Figure("mail: whole path, two workers", median(two for _, two in pairs), "messages/s"),
        Figure(f"mail: ceiling of {sink.name}, two bare loops at once", ceiling, "messages/s"),
    ]


def commit_ms(times=200) -> float:
    """Return what the smallest change costs that survives a power cut."""
    with connection.cursor() as cursor:
        # One may be left by a run that was broken off.
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
