from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ..clock import CLOCK, Clock

# A row that was refilled further in the future than this dates from before the clock was set back.
CLOCK_SKEW = timedelta(seconds=2)


class RateBucket(models.Model):
    """A token bucket in the database, so that all workers share one limit."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField(default=0)
    refilled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rate limit")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def take(
        cls,
        key: str,
        per_second: float,
        wanted: int = 1,
        clock: Clock = CLOCK,
        *,
        most: float | None = None,
    ) -> tuple[int, float]:
        """Take up to ``wanted`` tokens. Return how many; if none, also the seconds to wait.

        The bucket holds one second's worth of tokens. With ``most`` it holds so many, and a new one
        is full.
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
        # Workers' own clocks may differ by more than a second.
        buckets = cls.objects.select_for_update().annotate(now=clock.now_for_all())
        if bucket := buckets.filter(key=key).first():
            return bucket
        new = cls(key=key, tokens=full, refilled_at=clock.now_for_all())
        cls.objects.bulk_create([new], ignore_conflicts=True)
        return buckets.get(key=key)

    def _refill(self, per_second: float, most: float) -> None:
        # A worker that waited for the row read the time before, and must not set it back.
        if self.refilled_at > self.now + CLOCK_SKEW:
            self.refilled_at = self.now
        elapsed = max((self.now - self.refilled_at).total_seconds(), 0)
        self.tokens = min(most, self.tokens + elapsed * per_second)
        self.refilled_at = max(self.refilled_at, self.now)
