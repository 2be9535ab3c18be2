"""How far each mailing is, and whether anybody works on it.

Read from what workers note while they send, not counted: as quick for a million readers as for ten.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from . import clock
from .models import Heartbeat, Mailing, Subscriber

# Of a worker that has been silent for longer nobody knows how fast it is.
SEEN_LATELY = timedelta(minutes=2)
# The sweep rings every ten seconds, cron runs each minute: what is left alone for longer is late.
STALLED_AFTER = timedelta(minutes=5)
RECENT = timedelta(days=2)

State = Mailing.State
NEEDS_PERSON = [State.PAUSED, State.FAILED, State.EXPIRED]


@dataclass(frozen=True)
class Progress:
    """One mailing at one moment."""

    mailing: Mailing
    now: datetime
    # Messages a second, over all workers that were seen lately; 0 when there is none.
    per_second: float = 0

    @property
    def time_left(self) -> timedelta | None:
        """How long the rest will take at this rate; None when nobody can tell."""
        is_moving = self.per_second and self.mailing.state == State.SENDING
        return timedelta(seconds=self.mailing.left / self.per_second) if is_moving else None

    @property
    def stalled_for(self) -> timedelta | None:
        """How long a mailing that is due has been left alone; None while that is in order."""
        if self.mailing.state not in Mailing.WORKABLE:
            return None
        touched = [self.mailing.not_before, self.mailing.heartbeat_at]
        alone = self.now - max(time for time in touched if time)
        return alone if alone > STALLED_AFTER else None

    @property
    def needs_person(self) -> bool:
        """Whether it will not go on by itself."""
        return self.mailing.state in NEEDS_PERSON or self.stalled_for is not None

    def as_dict(self) -> dict[str, Any]:
        """Return it for a program to read. Nothing in it names a reader or quotes a post."""
        mailing = self.mailing
        results = ("total", "sent", "unknown", "failed", "skipped", "left", "excluded")
        return {
            "id": mailing.pk,
            "site": mailing.site.hostname,
            "post": mailing.page_id,
            "state": mailing.state,
            **{name: getattr(mailing, name) for name in results},
            "per_second": round(self.per_second, 2),
            "seconds_left": _seconds(self.time_left),
            "stalled_seconds": _seconds(self.stalled_for),
            "paused_reason": mailing.paused_reason,
            "needs_person": self.needs_person,
        }


@dataclass(frozen=True)
class Workers:
    """Who has been at work, and what of it waits that is no mailing."""

    now: datetime
    seen_lately: int
    newest_beat_at: datetime | None
    swept_at: datetime | None
    confirmations_waiting: int
    oldest_confirmation_at: datetime | None

    @property
    def confirmations_stalled_for(self) -> timedelta | None:
        """How long the oldest confirmation mail waits; None while that is in order."""
        waiting = self.oldest_confirmation_at and self.now - self.oldest_confirmation_at
        return waiting if waiting and waiting > STALLED_AFTER else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "seen_lately": self.seen_lately,
            "newest_beat_at": self.newest_beat_at,
            "swept_at": self.swept_at,
            "confirmations_waiting": self.confirmations_waiting,
            "oldest_confirmation_at": self.oldest_confirmation_at,
        }


def of(mailings: Iterable[Mailing]) -> list[Progress]:
    now = clock.now()
    mailings = list(mailings)
    rates = _rates(mailings, now)
    return [Progress(mailing, now, rates.get(mailing.pk, 0)) for mailing in mailings]


def current() -> list[Progress]:
    """Return the mailings that are not finished, and those that have been for a short time."""
    lately = Q(finished_at__gte=clock.now() - RECENT)
    return of(_listed().filter(Q(state__in=Mailing.UNFINISHED) | lately))


def every() -> list[Progress]:
    return of(_listed())


def workers() -> Workers:
    now = clock.now()
    beats = _beats()
    waiting = Subscriber.objects.awaiting_confirmation().order_by("confirmation_due_at")
    return Workers(
        now=now,
        seen_lately=_workers(beats.filter(beat_at__gte=now - SEEN_LATELY)),
        newest_beat_at=newest_beat_at(),
        swept_at=beats.filter(task="sweep").aggregate(newest=Max("beat_at"))["newest"],
        confirmations_waiting=waiting.count(),
        oldest_confirmation_at=waiting.values_list("confirmation_due_at", flat=True).first(),
    )


def newest_beat_at() -> datetime | None:
    """Return when a worker or cron last worked on the mail."""
    return _beats().aggregate(newest=Max("beat_at"))["newest"]


def newest_by_task() -> dict[str, datetime]:
    """Return when each kind of note was last made, including that of hidden visitors."""
    notes = Heartbeat.objects.exclude(clock.is_ahead("beat_at")).order_by()
    return dict(notes.values_list("task").annotate(newest=Max("beat_at")))


def _beats() -> QuerySet:
    return Heartbeat.of_workers().exclude(clock.is_ahead("beat_at"))


def _workers(beats: QuerySet) -> int:
    """Count processes: the sweep has a row of its own beside that of its process."""
    return len({name.partition(" ")[0] for name in beats.values_list("worker", flat=True)})


def _listed() -> QuerySet:
    mailings = Mailing.objects.select_related("site").defer("html", "text")
    return mailings.order_by("created_at", "pk")


def _rates(mailings: list[Mailing], now: datetime) -> dict[int, float]:
    beats = _beats().filter(mailing__in=mailings, beat_at__gte=now - SEEN_LATELY)
    rates = beats.order_by().values_list("mailing").annotate(rate=Sum("per_second"))
    return dict(rates)


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else round(duration.total_seconds())
