"""Which readers are mailed, which wait for an email, and which are deleted."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value, Window
from django.db.models.functions import Coalesce, NullIf, RowNumber
from django.views.decorators.debug import sensitive_variables

from .. import clock
from .consent import ConsentEvent, Suppression

# A confirmation email waits at most this long for its next attempt.
LONGEST_CONFIRMATION_WAIT = timedelta(minutes=10)
# An import may ask many readers, and a mail server takes only so many an hour.
LONGEST_INVITATION_WAIT = timedelta(days=30)


def is_confirmation_due(now: datetime) -> Q:
    return Q(confirmation_due_at__lte=now) | clock.is_ahead(
        "confirmation_due_at", LONGEST_CONFIRMATION_WAIT
    )


def language(site: Any, path: str = "") -> Coalesce:
    """Return the language of a reader's emails; for readers without one, that of their site."""
    unset = NullIf(F(f"{path}language"), Value(""))
    return Coalesce(unset, Value(site.root_page.locale.language_code))


class SubscriberQuerySet(models.QuerySet):
    def mailable(self) -> "SubscriberQuerySet":
        """Readers who confirmed and whose address is not suppressed."""
        suppressed = Suppression.objects.filter(
            site_id=OuterRef("site_id"), address_hash=OuterRef("address_hash")
        )
        return self.filter(Q(status=self.model.Status.ACTIVE), ~Exists(suppressed))

    def emailed_more_often(self, frequency: str) -> "SubscriberQuerySet":
        """Readers who get emails more often than that, and haven't chosen it themselves."""
        often = list(self.model.Frequency.values)
        higher = often[: often.index(frequency)]
        return self.filter(frequency__in=higher, is_frequency_chosen=False)

    def set_default_frequency(self, frequency: str) -> int:
        """Set how often they get emails, unless they have chosen it themselves."""
        return self.filter(is_frequency_chosen=False).update(frequency=frequency)

    @sensitive_variables()
    def moving_to(self, address: str) -> "SubscriberQuerySet":
        """Readers who want to change their address to this one, and haven't confirmed it there."""
        # The time has an index.
        moving = self.filter(new_email_requested_at__isnull=False)
        return moving.filter(new_email__iexact=address)

    def awaiting_confirmation(self) -> "SubscriberQuerySet":
        """Readers whose confirmation email is due."""
        return self.filter(is_confirmation_due(clock.now()))

    def awaiting_reminder(self, before: datetime) -> "SubscriberQuerySet":
        """Readers who asked, got the last email before the given time, and haven't confirmed."""
        asked = ConsentEvent.objects.filter(
            subscriber=OuterRef("pk"), kind=ConsentEvent.Kind.REQUESTED
        )
        return self.filter(
            Exists(asked),
            status=self.model.Status.PENDING,
            confirmation_sent_at__lt=before,
            confirmation_due_at=None,
            reminded_at=None,
        )

    def in_turn(self) -> "SubscriberQuerySet":
        """Order so that each network and site gets one email before any gets a second.

        A network that signs up a thousand addresses makes others wait for one email at most.
        """
        lane = [F("site_id"), F("confirmation_lane")]
        due = [F("confirmation_due_at").asc(), F("pk").asc()]
        turn = Window(RowNumber(), partition_by=lane, order_by=due)
        return self.annotate(turn=turn).order_by("turn", *due)

    def never_confirmed(self, before: datetime) -> "SubscriberQuerySet":
        """Readers who first asked before the given time and never confirmed.

        Asking again doesn't keep them: anyone can enter an address, and the email told its owner
        when it will be deleted. Readers that an import asks are kept until their turn has come.
        """
        waiting = Q(
            invited_by__isnull=False,
            confirmation_due_at__isnull=False,
            confirmation_sent_at=None,
            confirmation_attempts=0,
            created_at__gte=before - LONGEST_INVITATION_WAIT,
        )
        pending = self.filter(status=self.model.Status.PENDING, created_at__lt=before)
        return pending.exclude(waiting)

    def ended(self, before: datetime) -> "SubscriberQuerySet":
        """Readers who left, bounced or complained before the given time."""
        ended = Q(unsubscribed_at__lt=before) | Q(unsubscribed_at=None, created_at__lt=before)
        return self.filter(ended, status__in=self.model.ENDED)
