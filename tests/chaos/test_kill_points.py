"""SIGKILL at each point of a worker's way that has a name."""

import pytest

from tests.chaos import kill_points
from tests.chaos.reconciliation import reconcile
from tests.chaos.workers import KILLED

pytestmark = pytest.mark.slow

READERS = 20
# Where a server that takes one command at a time sees a worker die elsewhere.
ON_THE_WIRE = ["after_ehlo", "after_354", "mid_body", "after_dot_before_reply"]
# Each slice has a connection of its own; this many seconds make several of them.
SHORT = 0.04
# How often a worker comes there at most.
MOST = {"in_freeze_chunk": 3, "in_sweep": 1}
KINDS = [("pipelining", point) for point in kill_points.POINTS] + [
    ("plain", point) for point in [*ON_THE_WIRE, "after_reply_before_commit"]
]


@pytest.mark.parametrize(("server", "point"), KINDS)
def test_a_worker_killed_at(worker_pool, mailing, enlist, smtp_server, server, point):
    check(worker_pool, mailing, enlist(READERS), smtp_server, server, point, touches=2)


@pytest.mark.chaos
@pytest.mark.parametrize("touches", [1, 3, 4])
@pytest.mark.parametrize("server", ["pipelining", "plain"])
@pytest.mark.parametrize("point", kill_points.POINTS)
def test_a_worker_killed_there_the_nth_time(
    worker_pool, mailing, enlist, smtp_server, server, point, touches
):
    check(worker_pool, mailing, enlist(READERS), smtp_server, server, point, touches)


def check(worker_pool, mailing, readers, smtp_server, server, point, touches):
    smtp_server.rules(plain=server == "plain", delay=0.01)
    kills = 1
    if point == "in_sweep":
        # Something for it to sweep up.
        kills += worker_pool.run(kill_at="mid_body", touches=7) == KILLED
    touches = min(touches, MOST.get(point, touches))
    quick = {"MAIL_SESSION_SECONDS": SHORT} if point == "after_ehlo" else {}
    assert worker_pool.run(kill_at=point, touches=touches, **quick) == KILLED, worker_pool.log
    assert worker_pool.run() == 0, worker_pool.log

    result = reconcile(mailing, readers, smtp_server.recipients())
    assert result.violations == (0, 0, 0)
    assert result.unknown <= kills
    assert mailing.total == READERS
