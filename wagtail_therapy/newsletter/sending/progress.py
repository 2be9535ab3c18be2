"""How far each mailing is, and what else waits to be sent.

It is read from what workers record while they send, so it is as quick for a million readers as for
ten.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce, Greatest

from .. import clock
from ..models import Heartbeat, Mailing, ReaderEmail, Subscriber
from ..models.reader_emails import is_due as is_reader_email_due
from ..models.subscriber_queries import is_confirmation_due
from ..workers import heartbeats
from ..workers.heartbeats import STALLED_AFTER, seconds

# A confirmation email that failed is tried again after five minutes, so this is the third time.
LATE_AFTER = timedelta(minutes=15)
RECENT = timedelta(days=2)

State = Mailing.State
NEEDS_PERSON = [State.PAUSED, State.FAILED, State.EXPIRED]


@dataclass(frozen=True)
class Fault:
    """The last fault of the mail server, and how many there were in a row."""

    reason: str
    in_a_row: int

    def __str__(self) -> str:
        times = "once" if self.in_a_row == 1 else f"{self.in_a_row} times in a row"
        return f"the mail server failed {times} ({self.reason or 'no reason given'})"

    def as_dict(self) -> dict[str, Any]:
        return {"reason": self.reason, "in_a_row": self.in_a_row}


@dataclass(frozen=True)
class Progress:
    """One mailing at one moment."""

    mailing: Mailing
    now: datetime
    # Messages a second, by all workers that were seen lately; 0 if there are none.
    per_second: float = 0

    @property
    def time_left(self) -> timedelta | None:
        """How long the rest will take at this rate; None if that is unknown."""
        is_moving = self.per_second and self.mailing.state == State.SENDING
        return timedelta(seconds=self.mailing.left / self.per_second) if is_moving else None

    @property
    def due_for(self) -> timedelta | None:
        """How long it has been due with no worker at it; None while it is not due."""
        if self.mailing.state not in Mailing.WORKABLE or self.mailing.not_before > self.now:
            return None
        touched = [self.mailing.not_before, self.mailing.heartbeat_at]
        return max(self.now - max(time for time in touched if time), timedelta(0))

    @property
    def stalled_for(self) -> timedelta | None:
        """How long a mailing has been due without a worker, if that is too long."""
        alone = self.due_for
        return alone if alone and alone > STALLED_AFTER else None

    @property
    def needs_person(self) -> bool:
        """Whether it will not go on by itself."""
        return self.mailing.state in NEEDS_PERSON or self.stalled_for is not None

    @property
    def fault(self) -> Fault | None:
        """Why it isn't being sent at the moment; None if the mail server has no fault."""
        mailing = self.mailing
        is_failing = mailing.state in Mailing.WORKABLE and mailing.consecutive_errors
        return Fault(mailing.last_error, mailing.consecutive_errors) if is_failing else None

    def as_dict(self) -> dict[str, Any]:
        """Return it for a program to read. Nothing in it names a reader or quotes a post."""
        mailing = self.mailing
        results = ("total", "sent", "unknown", "failed", "skipped", "left", "excluded")
        return {
            "id": mailing.pk,
            "site": mailing.site.hostname,
            "kind": mailing.kind,
            "post": mailing.page_id,
            "state": mailing.state,
            **{name: getattr(mailing, name) for name in results},
            "per_second": round(self.per_second, 2),
            "seconds_left": seconds(self.time_left),
            "stalled_seconds": seconds(self.stalled_for),
            "paused_reason": mailing.paused_reason,
            "last_error": self.fault and self.fault.as_dict(),
            "needs_person": self.needs_person,
        }


@dataclass(frozen=True)
class WaitingEmails:
    """Emails to one reader each that people wait for: confirmations, or all others."""

    now: datetime
    waiting: int
    # Of those that no worker is sending or has postponed.
    oldest_due_at: datetime | None
    # Of all.
    oldest_asked_at: datetime | None
    fault: Fault | None

    @property
    def due_for(self) -> timedelta | None:
        return self.now - self.oldest_due_at if self.oldest_due_at else None

    @property
    def oldest(self) -> timedelta | None:
        """How long the person who asked first has waited."""
        return self.now - self.oldest_asked_at if self.oldest_asked_at else None

    @property
    def stalled_for(self) -> timedelta | None:
        """How long the oldest has been due without a worker, if that is too long."""
        return self.due_for if self.due_for and self.due_for > STALLED_AFTER else None

    @property
    def late_for(self) -> timedelta | None:
        """How long the oldest has waited although workers try, if that is too long."""
        return self.oldest if self.oldest and self.oldest > LATE_AFTER else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "waiting": self.waiting,
            "oldest_seconds": seconds(self.oldest),
            "last_error": self.fault and self.fault.as_dict(),
        }


def of(mailings: Iterable[Mailing]) -> list[Progress]:
    now = clock.now()
    mailings = list(mailings)
    rates = _rates(mailings, now)
    return [Progress(mailing, now, rates.get(mailing.pk, 0)) for mailing in mailings]


def current() -> list[Progress]:
    """Return the mailings that aren't finished, and those that have finished lately."""
    lately = Q(finished_at__gte=clock.now() - RECENT)
    return of(_listed().filter(Q(state__in=Mailing.UNFINISHED) | lately))


def every() -> list[Progress]:
    return of(_listed())


def confirmations() -> WaitingEmails:
    """Return how long people wait who asked, or have the reminder due.

    Those that an import asks are counted, but take their turns for days.
    """
    now = clock.now()
    owed = Subscriber.objects.filter(confirmation_due_at__isnull=False)
    is_turn = Q(invited_by=None) | Q(confirmation_attempts__gt=0)
    asked_at = Greatest("requested_at", Coalesce("reminded_at", "requested_at"))
    since = Case(When(invited_by=None, then=asked_at), default="created_at")
    found = owed.annotate(since=since).aggregate(
        waiting=Count("pk"),
        oldest_due_at=Min("confirmation_due_at", filter=is_confirmation_due(now) & is_turn),
        oldest_asked_at=Min("since", filter=is_turn),
    )
    return _waiting(Heartbeat.CONFIRMATIONS, now, found)


def reader_emails() -> WaitingEmails:
    """Return how long readers wait for links to their page, welcomes and news of their address."""
    now = clock.now()
    found = ReaderEmail.objects.filter(due_at__isnull=False).aggregate(
        waiting=Count("pk"),
        oldest_due_at=Min("due_at", filter=is_reader_email_due(now)),
        oldest_asked_at=Min("created_at"),
    )
    return _waiting(Heartbeat.READER_EMAILS, now, found)


def given_up() -> int:
    """Return how many emails to one reader were given up in the last day."""
    return ReaderEmail.objects.given_up().count()


def _waiting(task: str, now: datetime, found: dict[str, Any]) -> WaitingEmails:
    note = Heartbeat.objects.filter(task=task).first()
    fault = Fault(note.error, note.errors) if note and found["waiting"] else None
    return WaitingEmails(now=now, fault=fault, **found)


def unknown() -> int:
    """Return how many deliveries wait for a person to say what became of them."""
    kept = Sum(F("unknown") - F("deleted_unknown"))
    return Mailing.objects.aggregate(number=kept)["number"] or 0


def _listed() -> QuerySet:
    mailings = Mailing.objects.select_related("site").defer("html", "text", "serialized")
    return mailings.order_by("created_at", "pk")


def _rates(mailings: list[Mailing], now: datetime) -> dict[int, float]:
    lately = now - heartbeats.SEEN_LATELY
    beats = heartbeats.of_workers().filter(mailing__in=mailings, beat_at__gte=lately)
    rates = beats.order_by().values_list("mailing").annotate(rate=Sum("per_second"))
    return dict(rates)
