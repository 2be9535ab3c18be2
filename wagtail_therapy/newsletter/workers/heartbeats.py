"""Which workers are sending emails, from what workers and cron note about themselves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from .. import client_network, clock
from ..models import Heartbeat

# The speed of a worker that has been silent for longer is unknown.
SEEN_LATELY = timedelta(minutes=2)
# The sweep runs every ten seconds, cron each minute: work that waits for longer is late.
STALLED_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Host:
    """A machine that has worked on emails within the last day."""

    name: str
    # Those seen lately.
    processes: int
    # The version of this package in the processes that were seen last.
    version: str
    beat_at: datetime
    # How many seconds its clock was ahead of the database's; negative: behind.
    clock_offset: float = 0

    @property
    def is_clock_wrong(self) -> bool:
        return abs(self.clock_offset) > clock.SKEW.total_seconds()

    def as_dict(self, now: datetime) -> dict[str, Any]:
        return {
            "host": self.name,
            "processes": self.processes,
            "version": self.version,
            "seconds": seconds(now - self.beat_at),
            "clock_offset": round(self.clock_offset, 1),
        }


@dataclass(frozen=True)
class Workers:
    """Workers and cron's runs at one moment, without saying which of the two each is."""

    now: datetime
    hosts: list[Host]
    swept_at: datetime | None

    @property
    def newest(self) -> Host | None:
        """Return the host that was seen last; None if none was within a day."""
        return max(self.hosts, key=lambda host: host.beat_at, default=None)

    @property
    def are_seen_lately(self) -> bool:
        return any(host.processes for host in self.hosts)

    @property
    def since_sweep(self) -> timedelta | None:
        """Return how long ago the sweep last began; None if that is more than a day."""
        return self.now - self.swept_at if self.swept_at else None

    @property
    def is_swept(self) -> bool:
        """Whether anything looks for due, late or interrupted work."""
        return self.since_sweep is not None and self.since_sweep <= STALLED_AFTER


def workers() -> Workers:
    """Return which workers are running, in one query."""
    now = clock.now()
    beats = list(of_workers().order_by("beat_at"))
    by_host: dict[str, list[Heartbeat]] = defaultdict(list)
    for beat in beats:
        by_host[beat.host].append(beat)
    swept = [beat.beat_at for beat in beats if beat.task == Heartbeat.SWEEP]
    return Workers(
        now=now,
        hosts=[_host(name, of_host, now) for name, of_host in sorted(by_host.items())],
        swept_at=max(swept, default=None),
    )


def newest_by_task() -> dict[str, datetime]:
    """Return when each kind of note was last made, including that of hidden visitors."""
    hidden = Heartbeat.hidden_visitors(client_network.settings_fingerprint())
    notes = Heartbeat.objects.filter(~Q(task__in=Heartbeat.NOT_OF_WORKERS) | hidden)
    notes = notes.exclude(clock.is_ahead("beat_at")).order_by()
    return dict(notes.values_list("task").annotate(newest=Max("beat_at")))


def of_workers() -> QuerySet:
    """Return workers' notes, except those dated ahead because a clock was set back."""
    return Heartbeat.of_workers().exclude(clock.is_ahead("beat_at"))


def seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else round(duration.total_seconds())


def _host(name: str, beats: Iterable[Heartbeat], now: datetime) -> Host:
    beats = list(beats)
    lately = {beat.process for beat in beats if beat.beat_at >= now - SEEN_LATELY}
    newest = beats[-1]
    return Host(name, len(lately), newest.version, newest.beat_at, newest.clock_offset)
