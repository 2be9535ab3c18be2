import os
import socket
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_therapy import __version__

from ..clock import CLOCK, Clock
from .mailings import Mailing

# A row that was filled later than this from now was filled before the clock was set back.
CLOCK_SKEW = timedelta(seconds=2)
GONE_AFTER = timedelta(days=1)
# One visitor who came past the proxy proves nothing for longer.
HIDDEN_FOR = timedelta(days=7)


class RateBucket(models.Model):
    """A token bucket in the database: however many workers there are, they share one limit."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField(default=0)
    refilled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rate limit")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def lease(
        cls,
        key: str,
        per_second: float,
        wanted: int = 1,
        clock: Clock = CLOCK,
        *,
        most: float | None = None,
    ) -> tuple[int, float]:
        """Take up to so many tokens. Return how many; if none, also when to ask again, in seconds.

        At most one second's worth of tokens is saved up, or as many as are given as the most; then
        a new bucket is full.
        """
        full = 1 if most is None else most
        most = max(per_second, 1) if most is None else most
        with transaction.atomic():
            bucket = cls._locked(key, clock, full)
            bucket._refill(per_second, most)
            granted = min(wanted, int(bucket.tokens))
            bucket.tokens -= granted
            bucket.save(update_fields=["tokens", "refilled_at"])
        missing = min(wanted, most) - bucket.tokens
        return granted, 0 if granted else missing / per_second

    @classmethod
    def _locked(cls, key: str, clock: Clock, full: float) -> "RateBucket":
        # The workers' own clocks may differ by more than a second's worth.
        buckets = cls.objects.select_for_update().annotate(now=clock.now_for_all())
        if bucket := buckets.filter(key=key).first():
            return bucket
        cls.objects.bulk_create([cls(key=key, tokens=full)], ignore_conflicts=True)
        return buckets.get(key=key)

    def _refill(self, per_second: float, most: float) -> None:
        # Who waited for the row asked for the time before that, and must not turn it back.
        if self.refilled_at > self.now + CLOCK_SKEW:
            self.refilled_at = self.now
        elapsed = max((self.now - self.refilled_at).total_seconds(), 0)
        self.tokens = min(most, self.tokens + elapsed * per_second)
        self.refilled_at = max(self.refilled_at, self.now)


class Heartbeat(models.Model):
    """When each worker last did something: a stalled queue must be seen, not guessed."""

    worker = models.CharField(_("worker"), max_length=255, unique=True)
    task = models.CharField(_("task"), max_length=32)
    beat_at = models.DateTimeField(_("last seen"))
    # What it is sending, and how fast.
    mailing = models.ForeignKey(
        "wagtail_therapy_newsletter.Mailing",
        on_delete=models.CASCADE,
        null=True,
        related_name="heartbeats",
        verbose_name=_("mailing"),
    )
    per_second = models.FloatField(_("messages per second"), default=0)
    # Of this package, in the worker's process.
    version = models.CharField(max_length=32, blank=True)
    # Only of CONFIRMATIONS: what the mail server failed with, and how many times in a row.
    error = models.CharField(max_length=64, blank=True)
    errors = models.PositiveIntegerField(default=0)

    SWEEP = "sweep"
    # A worker heard the doctor's bell.
    BELL = "bell"
    # Not a task: a web server saw a proxy that hides its visitors' addresses.
    HIDDEN_VISITORS = "hidden visitors"
    # Not a worker's own: the mail server has failed with each confirmation email since the last.
    CONFIRMATIONS = "confirmations"
    NOT_OF_WORKERS = [HIDDEN_VISITORS, CONFIRMATIONS]

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.worker

    @property
    def process(self) -> str:
        """The host and the number of the process. Several rows may be one process's."""
        return self.worker.partition(" ")[0]

    @property
    def host(self) -> str:
        return self.process.rpartition(":")[0]

    @classmethod
    def record(cls, task: str, mailing: Mailing | None = None, per_second: float = 0) -> None:
        """Note that this worker is alive, and how fast it sends which mailing, if any.

        Workers that have not been seen for a day are forgotten.
        """
        # The sweep has a row of its own: else the slice after it, in the same process, would hide
        # when that was.
        cls._note(task, task if task == cls.SWEEP else "", mailing=mailing, per_second=per_second)
        cls.of_workers().filter(beat_at__lt=timezone.now() - GONE_AFTER).delete()

    @classmethod
    def hear(cls, bell: int) -> None:
        """Note that this worker heard the bell with this number."""
        cls._note(cls.BELL, f"{cls.BELL} {bell}")

    @classmethod
    def who_heard(cls, bell: int) -> "Heartbeat | None":
        """Return the note of the worker that heard the bell; None while there is none."""
        return cls.objects.filter(task=cls.BELL, worker__endswith=f" {cls.BELL} {bell}").first()

    @classmethod
    def _note(cls, task: str, row: str = "", **done: Any) -> None:
        worker = f"{socket.gethostname()}:{os.getpid()} {row}".strip()
        done |= {"task": task, "beat_at": timezone.now(), "version": __version__}
        cls.objects.update_or_create(worker=worker, defaults=done)

    @classmethod
    def of_workers(cls) -> models.QuerySet:
        return cls.objects.exclude(task__in=cls.NOT_OF_WORKERS)

    @classmethod
    def note_hidden_visitors(cls, settings: str = "") -> None:
        """Record that proxies hide visitors from these settings about them."""
        seen = {"task": cls.HIDDEN_VISITORS, "beat_at": timezone.now()}
        cls.objects.update_or_create(worker=cls._of_hidden(settings), defaults=seen)

    @classmethod
    def hidden_visitors(cls, settings: str = "") -> Q:
        """Select the note of that, made under these settings: under others it may not hold."""
        note = Q(task=cls.HIDDEN_VISITORS, worker=cls._of_hidden(settings))
        return note & Q(beat_at__gt=timezone.now() - HIDDEN_FOR) if settings else note

    @classmethod
    def are_visitors_hidden(cls, settings: str = "") -> bool:
        return cls.objects.filter(cls.hidden_visitors(settings)).exists()

    @classmethod
    def _of_hidden(cls, settings: str) -> str:
        return f"{cls.HIDDEN_VISITORS} {settings}".strip()

    @classmethod
    def note_unsent_confirmation(cls, error: str) -> None:
        """Record that the mail server failed with a confirmation email, by the fault's class."""
        key, seen = {"worker": cls.CONFIRMATIONS}, {"error": error, "beat_at": timezone.now()}
        cls.objects.get_or_create(**key, defaults=seen | {"task": cls.CONFIRMATIONS})
        cls.objects.filter(**key).update(errors=F("errors") + 1, **seen)

    @classmethod
    def note_sent_confirmation(cls) -> None:
        cls.objects.filter(worker=cls.CONFIRMATIONS).delete()
