from __future__ import annotations

import os
import socket
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, router
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wagtail_therapy import __version__
from wagtail_therapy.conf import conf

from .. import clock

if TYPE_CHECKING:
    from .mailings import Mailing

GONE_AFTER = timedelta(days=1)
# A single visitor who bypassed the proxy proves nothing for longer.
HIDDEN_VISITORS_FOR = timedelta(days=7)
JUST_NOW = timedelta(seconds=1)


def this_process() -> str:
    """Return the name under which this process is known to the others."""
    return f"{socket.gethostname()}:{os.getpid()}"


class LeaseQuerySet(models.QuerySet):
    def alive(self) -> LeaseQuerySet:
        """Leases that their worker has renewed in time."""
        now = clock.now()
        return self.filter(renewed_at__range=(now - conf.mail_lease, now + clock.SKEW))

    def expired(self) -> LeaseQuerySet:
        now = clock.now()
        return self.exclude(renewed_at__range=(now - conf.mail_lease, now + clock.SKEW))


class Lease(models.Model):
    """A worker busy with a mailing, and the one connection to the mail server that it may use.

    The worker renews it every few seconds. Deliveries that it has claimed name the lease, and are
    recovered once that has expired or is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # One of MAIL_CONNECTIONS. If two workers want the same one, one of them gets it.
    place = models.PositiveSmallIntegerField(unique=True)
    mailing = models.ForeignKey(
        "wagtail_therapy_newsletter.Mailing", on_delete=models.CASCADE, related_name="leases"
    )
    worker = models.CharField(max_length=255)
    renewed_at = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker at a mailing")
        default_permissions = ()

    def __str__(self) -> str:
        return self.worker

    @classmethod
    def acquire(cls, mailing: models.Model, kept_free: int = 0) -> Lease | None:
        """Acquire a connection for a worker. None: all are in use, except those kept free."""
        # A read replica may not have them yet.
        leases = cls.objects.using(router.db_for_write(cls))
        taken = set(leases.values_list("place", flat=True))
        free = [place for place in range(1, conf.mail_connections + 1) if place not in taken]
        for place in free[: max(len(free) - kept_free, 0)]:
            lease = cls(place=place, mailing=mailing, worker=this_process(), renewed_at=clock.now())
            # If two workers insert the row, one of them succeeds, and neither gets an error.
            leases.bulk_create([lease], ignore_conflicts=True)
            if leases.filter(pk=lease.pk).exists():
                return lease
        return None

    def renew(self) -> bool:
        """Record that the worker is alive. False: the lease has been deleted meanwhile."""
        return bool(type(self).objects.filter(pk=self.pk).update(renewed_at=clock.now()))


class Heartbeat(models.Model):
    """When each worker last did something, so that a stalled queue is noticed."""

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
    # For EMAILS_TO_ONE: the last fault of the mail server, and how many there were in a row.
    error = models.CharField(max_length=64, blank=True)
    errors = models.PositiveIntegerField(default=0)
    # How many seconds the worker's clock was ahead of the database's; negative: behind.
    clock_offset = models.FloatField(_("clock ahead by seconds"), default=0)

    SWEEP = "sweep"
    # A worker answered the doctor's ping.
    PING = "ping"
    # Not a task: a web server saw a proxy that hides its visitors' addresses.
    HIDDEN_VISITORS = "hidden visitors"
    # Not a worker's own: the mail server has failed with each of these emails since the last.
    CONFIRMATIONS = "confirmations"
    READER_EMAILS = "emails to readers"
    EMAILS_TO_ONE = [CONFIRMATIONS, READER_EMAILS]
    NOT_OF_WORKERS = [HIDDEN_VISITORS, *EMAILS_TO_ONE]

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.worker

    @property
    def process(self) -> str:
        """The host and the id of the process, which may have several rows."""
        return self.worker.partition(" ")[0]

    @property
    def host(self) -> str:
        return self.process.rpartition(":")[0]

    @classmethod
    def record(cls, task: str, mailing: Mailing | None = None, per_second: float = 0) -> None:
        """Note that this worker is alive, and how fast it sends which mailing, if any.

        Workers that have not been seen for a day are forgotten.
        """
        # The sweep has a row of its own. Otherwise the next session in the same process would
        # overwrite when it ran.
        cls._note(task, task if task == cls.SWEEP else "", mailing=mailing, per_second=per_second)
        cls.of_workers().filter(beat_at__lt=clock.now() - GONE_AFTER).delete()

    @classmethod
    def record_ping(cls, ping: int) -> None:
        """Record that this worker ran the doctor's task with this number."""
        cls._note(cls.PING, f"{cls.PING} {ping}")

    @classmethod
    def find_ping(cls, ping: int) -> Heartbeat | None:
        """Return the record of the worker that ran it; None if none has yet."""
        return cls.objects.filter(task=cls.PING, worker__endswith=f" {cls.PING} {ping}").first()

    @classmethod
    def _note(cls, task: str, row: str = "", **done: Any) -> None:
        worker = f"{this_process()} {row}".strip()
        done |= {
            "task": task,
            "beat_at": clock.now(),
            "version": __version__,
            "clock_offset": clock.ahead(),
        }
        cls.objects.update_or_create(worker=worker, defaults=done)

    @classmethod
    def has_just_swept(cls) -> bool:
        """Whether a sweep began a moment ago: a broker may deliver many old tasks at once."""
        now = clock.now()
        return cls.objects.filter(task=cls.SWEEP, beat_at__range=(now - JUST_NOW, now)).exists()

    @classmethod
    def of_workers(cls) -> models.QuerySet:
        return cls.objects.exclude(task__in=cls.NOT_OF_WORKERS)

    @classmethod
    def record_hidden_visitors(cls, settings: str = "") -> None:
        """Record that proxies hide visitors from these settings about them."""
        seen = {"task": cls.HIDDEN_VISITORS, "beat_at": clock.now()}
        cls.objects.update_or_create(worker=cls._of_hidden(settings), defaults=seen)

    @classmethod
    def hidden_visitors(cls, settings: str = "") -> Q:
        """Select that record for these settings: with others it may not be true."""
        note = Q(task=cls.HIDDEN_VISITORS, worker=cls._of_hidden(settings))
        return note & Q(beat_at__gt=clock.now() - HIDDEN_VISITORS_FOR) if settings else note

    @classmethod
    def are_visitors_hidden(cls, settings: str = "") -> bool:
        return cls.objects.filter(cls.hidden_visitors(settings)).exists()

    @classmethod
    def _of_hidden(cls, settings: str) -> str:
        return f"{cls.HIDDEN_VISITORS} {settings}".strip()

    @classmethod
    def record_unsent(cls, task: str, error: str) -> None:
        """Record that the mail server failed with one of EMAILS_TO_ONE, by the fault's class."""
        key, seen = {"worker": task}, {"error": error, "beat_at": clock.now()}
        cls.objects.get_or_create(**key, defaults=seen | {"task": task})
        cls.objects.filter(**key).update(errors=F("errors") + 1, **seen)

    @classmethod
    def clear_unsent(cls, task: str) -> None:
        cls.objects.filter(worker=task).delete()
