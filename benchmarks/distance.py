"""How fast ten workers mail when the mail server is far away, beside ten bare loops."""

from benchmarks import rows, smtp
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.worker import whole_paths
from wagtail_therapy.newsletter import freezing

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
    freezing.prepare(mailing)
    analyze()
    return [
        *distant_figures("one command at a time", True, mailing, workers, seconds),
        *distant_figures("with PIPELINING", False, mailing, workers, seconds),
        Figure.equal(0, "distance: not accepted", mailing.unknown + mailing.failed, "messages"),
    ]


def distant_figures(manner, is_plain, mailing, workers, seconds) -> list[Figure]:
    """Compare with bare loops, of which smtplib sends one command at a time in any case."""
    letters = rows.letters(mailing)
    with smtp.sink(is_plain=is_plain) as sink, smtp.distance_to(sink, ROUND_TRIP) as port:
        bare = smtp.bare_loops(workers, port, letters, seconds)
        ours = whole_paths(workers, mailing, port, seconds)
    what = f"distance: {1000 * ROUND_TRIP:.0f} ms, {workers} connections, {manner}"
    return [
        Figure.at_least(GOAL, f"{what}: workers ÷ bare loops", ours / bare, "ratio"),
        Figure(f"{what}: workers", ours, "messages/s"),
        Figure(f"{what}: bare loops", bare, "messages/s"),
    ]
