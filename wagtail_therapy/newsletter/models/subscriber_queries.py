"""Which readers are mailed, which wait for a mail, and which are forgotten."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from .. import clock
from .consent import Suppression

# A confirmation mail is put off for at most this long; by a worker that is sending it, half of it.
LONGEST_WAIT = timedelta(minutes=10)


def is_due(now: datetime) -> Q:
    return Q(confirmation_due_at__lte=now) | clock.is_ahead("confirmation_due_at", LONGEST_WAIT)


class SubscriberQuerySet(models.QuerySet):
    def mailable(self) -> "SubscriberQuerySet":
        """Readers who confirmed and whose address is not suppressed."""
        suppressed = Suppression.objects.filter(
            site_id=OuterRef("site_id"), address_hash=OuterRef("address_hash")
        )
        return self.filter(Q(status=self.model.Status.ACTIVE), ~Exists(suppressed))

    def awaiting_confirmation(self) -> "SubscriberQuerySet":
        """Rows to which a confirmation mail is owed now."""
        return self.filter(is_due(clock.now()))

    def in_turn(self) -> "SubscriberQuerySet":
        """Order so that each network has a turn before any has its second, and each site as well.

        A network that signs up a thousand addresses makes others wait for one mail at most.
        """
        lane = [F("site_id"), F("confirmation_lane")]
        due = [F("confirmation_due_at").asc(), F("pk").asc()]
        turn = Window(RowNumber(), partition_by=lane, order_by=due)
        return self.annotate(turn=turn).order_by("turn", *due)

    def never_confirmed(self, before: datetime) -> "SubscriberQuerySet":
        """Rows that asked first before the given time and never confirmed.

        Asking again does not keep them, because anyone can enter an address, and the mail told its
        owner when it will be deleted.
        """
        return self.filter(status=self.model.Status.PENDING, created_at__lt=before)

    def ended(self, before: datetime) -> "SubscriberQuerySet":
        """Rows whose mail ended before the given time: they left, bounced or complained."""
        ended = Q(unsubscribed_at__lt=before) | Q(unsubscribed_at=None, created_at__lt=before)
        return self.filter(ended, status__in=self.model.ENDED)
