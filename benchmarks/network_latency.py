"""How fast ten workers mail when the mail server is far away.

A bare loop of smtplib sends one command at a time; no client that waits for the answer to each
message sends more than one message per round trip and connection. The round trip is measured: the
distance is a program, which takes its time as well.
"""

from benchmarks import rows, smtp
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.worker import whole_paths
from wagtail_therapy.newsletter.sending import preparation

READERS = 20_000
WORKERS = 10
SECONDS = 15
ROUND_TRIP = 0.05
GOAL = 0.95


def measure(readers=READERS, workers=WORKERS, seconds=SECONDS) -> list[Figure]:
    site = rows.practice("distance")
    rows.fill_list(site, readers)
    analyze()
    mailing = rows.frozen_mailing(site)
    preparation.prepare(mailing)
    analyze()
    return [
        *plain_figures(mailing, workers, seconds),
        *pipelined_figures(mailing, workers, seconds),
        Figure.equal(0, "distance: not accepted", mailing.unknown + mailing.failed, "messages"),
    ]


def plain_figures(mailing, workers, seconds) -> list[Figure]:
    messages = rows.messages(mailing)
    with smtp.sink(is_plain=True) as sink, smtp.distance_to(sink, ROUND_TRIP) as port:
        bare = smtp.bare_loops(workers, port, messages, seconds)
        ours = whole_paths(workers, mailing, port, seconds)
    what = named(workers, "one command at a time")
    return [
        Figure.at_least(GOAL, f"{what}: workers ÷ bare loops", ours / bare, "ratio"),
        Figure(f"{what}: workers", ours, "messages/s"),
        Figure(f"{what}: bare loops", bare, "messages/s"),
    ]


def pipelined_figures(mailing, workers, seconds) -> list[Figure]:
    with smtp.sink() as sink, smtp.distance_to(sink, ROUND_TRIP) as port:
        limit = workers / smtp.round_trip(port)
        ours = whole_paths(workers, mailing, port, seconds)
    what = named(workers, "with PIPELINING")
    return [
        Figure.at_least(GOAL, f"{what}: workers ÷ limit", ours / limit, "ratio"),
        Figure(f"{what}: workers", ours, "messages/s"),
        Figure(f"{what}: limit, one message per round trip", limit, "messages/s"),
    ]


def named(workers, manner) -> str:
    return f"distance: {1000 * ROUND_TRIP:.0f} ms, {workers} connections, {manner}"
