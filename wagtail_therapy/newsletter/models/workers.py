from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..clock import CLOCK, Clock
from .leases import this_process
from .mailings import Mailing

# A row that was filled later than this from now was filled before the clock was set back.
CLOCK_SKEW = timedelta(seconds=2)
GONE_AFTER = timedelta(days=1)
JUST_NOW = timedelta(seconds=1)


class RateBucket(models.Model):
    """A token bucket in the database: however many workers there are, they share one limit."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField(default=0)
    refilled_at = models.DateTimeField(default=clock.now)

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
    # By so many seconds the worker's clock was ahead of the database's; negative: behind.
    clock_offset = models.FloatField(_("clock ahead by seconds"), default=0)

    SWEEP = "sweep"
    # Not a task: a web server saw a proxy that hides its visitors' addresses.
    HIDDEN_VISITORS = "hidden visitors"

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.worker

    @classmethod
    def record(cls, task: str, mailing: Mailing | None = None, per_second: float = 0) -> None:
        """Note that this worker is alive, and how fast it sends which mailing, if any.

        Workers that have not been seen for a day are forgotten.
        """
        now = clock.now()
        worker = this_process()
        if task == cls.SWEEP:
            # Else the slice after it, in the same process, would hide when that was.
            worker = f"{worker} {task}"
        done = {
            "task": task,
            "beat_at": now,
            "mailing": mailing,
            "per_second": per_second,
            "clock_offset": clock.ahead(),
        }
        cls.objects.update_or_create(worker=worker, defaults=done)
        cls.of_workers().filter(beat_at__lt=now - GONE_AFTER).delete()

    @classmethod
    def has_just_swept(cls) -> bool:
        """Whether a sweep began a moment ago: what a broker kept for long comes all at once."""
        now = clock.now()
        return cls.objects.filter(task=cls.SWEEP, beat_at__range=(now - JUST_NOW, now)).exists()

    @classmethod
    def of_workers(cls) -> models.QuerySet:
        return cls.objects.exclude(task=cls.HIDDEN_VISITORS)

    @classmethod
    def note_hidden_visitors(cls) -> None:
        """Record that there is a proxy in front of the web server that no setting mentions."""
        seen = {"task": cls.HIDDEN_VISITORS, "beat_at": clock.now()}
        cls.objects.update_or_create(worker=cls.HIDDEN_VISITORS, defaults=seen)

    @classmethod
    def are_visitors_hidden(cls) -> bool:
        return cls.objects.filter(task=cls.HIDDEN_VISITORS).exists()
