import os
import socket
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.conf import conf

from .. import clock


def this_process() -> str:
    """Return the name under which this process is known to the others."""
    return f"{socket.gethostname()}:{os.getpid()}"


class LeaseQuerySet(models.QuerySet):
    def alive(self) -> "LeaseQuerySet":
        """Leases whose worker has been heard of in time."""
        now = clock.now()
        return self.filter(renewed_at__range=(now - conf.mail_lease, now + clock.SKEW))

    def expired(self) -> "LeaseQuerySet":
        now = clock.now()
        return self.exclude(renewed_at__range=(now - conf.mail_lease, now + clock.SKEW))


class Lease(models.Model):
    """A worker at a mailing, and the connection to the mail server that it may have meanwhile.

    The worker renews it every few seconds. What it has claimed or is sending names its lease, and
    is taken back when that has expired or is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # One of MAIL_CONNECTIONS. Of two workers that want the same one gets it.
    place = models.PositiveSmallIntegerField(unique=True)
    mailing = models.ForeignKey(
        "wagtail_therapy_newsletter.Mailing", on_delete=models.CASCADE, related_name="leases"
    )
    worker = models.CharField(max_length=255)
    renewed_at = models.DateTimeField(default=clock.now)

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker at a mailing")
        default_permissions = ()

    def __str__(self) -> str:
        return self.worker

    @classmethod
    def take(cls, mailing: models.Model, kept_free: int = 0) -> "Lease | None":
        """Take a place for a worker. None: all are taken, but for those that are kept free."""
        taken = set(cls.objects.values_list("place", flat=True))
        free = [place for place in range(1, conf.mail_connections + 1) if place not in taken]
        for place in free[: max(len(free) - kept_free, 0)]:
            lease = cls(place=place, mailing=mailing, worker=this_process())
            # Of two workers one inserts the row, and neither gets an error.
            cls.objects.bulk_create([lease], ignore_conflicts=True)
            if cls.objects.filter(pk=lease.pk).exists():
                return lease
        return None

    def renew(self) -> bool:
        """Say that the worker is alive. False: it was silent for so long that it was given up."""
        return bool(type(self).objects.filter(pk=self.pk).update(renewed_at=clock.now()))
