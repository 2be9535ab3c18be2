"""Which mailings a worker could begin with, which ask for a person, and which were withdrawn."""

from django.db import models
from django.db.models import Exists, F, OuterRef

from .. import clock
from .workers import Lease


class MailingQuerySet(models.QuerySet):
    def workable(self) -> "MailingQuerySet":
        """Mailings in which a worker could do something now."""
        return self.filter(state__in=self.model.WORKABLE, not_before__lte=clock.now())

    def without_worker(self) -> "MailingQuerySet":
        """Mailings without a worker that has renewed its lease in time."""
        return self.exclude(Exists(Lease.objects.alive().filter(mailing=OuterRef("pk"))))

    def asking(self) -> "MailingQuerySet":
        """Mailings that were paused because their site hasn't sent from this place before."""
        return self.filter(state=self.model.State.PAUSED, asking_place__isnull=False)

    def not_withdrawn(self) -> "MailingQuerySet":
        """All except those that ended because their post was withdrawn."""
        ended = [self.model.State.CANCELLED, self.model.State.EXPIRED]
        return self.exclude(
            state__in=ended, total=0, digest_readers=0, is_cancelled_by_person=False
        )

    def cancelled_with_unsettled(self) -> "MailingQuerySet":
        """Cancelled mailings whose results don't add up yet, because a worker was busy."""
        counted = F("sent") + F("unknown") + F("failed") + F("skipped")
        return self.filter(state=self.model.State.CANCELLED).exclude(total=counted)
