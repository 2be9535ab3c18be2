import os
import socket

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RateBucket(models.Model):
    """A token bucket in the database: however many workers there are, they share one limit."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField(default=0)
    refilled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rate limit")

    def __str__(self):
        return self.key

    @classmethod
    def take(cls, key: str, per_second: float) -> float:
        """Take one token. Return 0, or the seconds after which it is worth asking again.

        At most one second's worth of tokens is saved up.
        """
        now = timezone.now()
        with transaction.atomic():
            cls.objects.bulk_create(
                [cls(key=key, tokens=1, refilled_at=now)], ignore_conflicts=True
            )
            bucket = cls.objects.select_for_update().get(key=key)
            elapsed = max((now - bucket.refilled_at).total_seconds(), 0)
            tokens = min(max(per_second, 1), bucket.tokens + elapsed * per_second)
            missing = max(1 - tokens, 0)
            bucket.tokens = tokens if missing else tokens - 1
            bucket.refilled_at = now
            bucket.save(update_fields=["tokens", "refilled_at"])
        return missing / per_second


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

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self):
        return self.worker

    @classmethod
    def record(cls, task: str):
        worker = f"{socket.gethostname()}:{os.getpid()}"
        cls.objects.update_or_create(
            worker=worker, defaults={"task": task, "beat_at": timezone.now()}
        )
