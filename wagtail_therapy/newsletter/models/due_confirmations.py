"""The confirmation email that a reader is due: when, how often it was tried, and its limits."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F

from .. import clock
from .invited_readers import InvitedReader
from .subscriber_queries import is_confirmation_due

# People who can't find our email ask again; a bot asks a thousand times.
CONFIRMATION_PAUSE = timedelta(minutes=10)
CONFIRMATIONS_PER_DAY = 3
NO_CONFIRMATION_DUE = {"confirmation_due_at": None, "confirmation_lane": 0, "invited_by": None}


class DueConfirmation(InvitedReader, models.Model):
    """The columns of a reader that say which confirmation email is due, and what was sent."""

    # When the confirmation email is due; empty if none is.
    confirmation_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmation_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Emails since the first of the last 24 hours, and attempts at the one that is due.
    confirmations_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    confirmation_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # While an email is due, its place in turn: see subscribe_throttle.lane. It names no network.
    confirmation_lane = models.PositiveSmallIntegerField(default=0, editable=False)
    # When the one reminder became due; empty if none has.
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta(InvitedReader.Meta):
        abstract = True

    def is_confirmation_allowed(self, now: datetime) -> bool:
        """Whether this reader may be sent one more confirmation email now."""
        last = self.confirmation_sent_at
        if last is None:
            return True
        if -clock.SKEW < now - last < CONFIRMATION_PAUSE:
            return False
        return now - last > timedelta(days=1) or self.confirmations_sent < CONFIRMATIONS_PER_DAY

    def request_confirmation(self, now: datetime, asked_today: int = 0, lane: int = 0) -> None:
        """Make a confirmation email due, unless one was sent a moment ago or three today.

        If one is due already, its time stays: a worker may be sending it, unless an import made it
        due. The caller must have locked the row.
        """
        is_allowed = asked_today < CONFIRMATIONS_PER_DAY and self.is_confirmation_allowed(now)
        if (self.confirmation_due_at is None or self.is_to_be_invited) and is_allowed:
            self.confirmation_due_at = now
            self.confirmation_lane = lane
            self.invited_by = None
        self.requested_at = now
        self.save(update_fields=[*NO_CONFIRMATION_DUE, "requested_at"])

    def claim_confirmation(self, now: datetime, lease: timedelta) -> bool:
        """Claim the due email for this worker until the lease ends. False: another has it."""
        claimed = type(self).objects.filter(is_confirmation_due(now), pk=self.pk)
        return bool(
            claimed.update(
                confirmation_due_at=now + lease,
                confirmation_attempts=F("confirmation_attempts") + 1,
            )
        )

    def postpone_confirmation(self, until: datetime, *, counts: bool = True) -> bool:
        """Make the email due again from then on. False: it isn't due any more.

        Pass ``counts=False`` for an attempt that never reached a mail server.
        """
        owed = type(self).objects.filter(pk=self.pk, confirmation_due_at__isnull=False)
        attempts = F("confirmation_attempts") - int(not counts)
        return bool(owed.update(confirmation_due_at=until, confirmation_attempts=attempts))

    def mark_confirmation_sent(self, now: datetime) -> None:
        last = self.confirmation_sent_at
        is_same_day = last and now - last < timedelta(days=1)
        self.confirmations_sent = self.confirmations_sent + 1 if is_same_day else 1
        self.confirmation_sent_at = now
        self.mark_confirmation_settled()

    def mark_confirmation_settled(self) -> None:
        """Record that no email is due any more: it was sent, or never can be.

        After more than one attempt an email may have arrived although the answer was lost. So it
        counts as sent when the reader asked, because a provider may report on it.
        """
        if self.confirmation_attempts > 1 and self.confirmation_sent_at is None:
            self.confirmation_sent_at = self.requested_at
        self.confirmation_due_at = None
        self.confirmation_attempts = self.confirmation_lane = 0
        self.save(
            update_fields=[
                "confirmation_due_at",
                "confirmation_sent_at",
                "confirmations_sent",
                "confirmation_attempts",
                "confirmation_lane",
            ]
        )
