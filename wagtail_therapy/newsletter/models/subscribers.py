import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock, email_addresses
from .subscriber_queries import SubscriberQuerySet, is_confirmation_due

# People who can't find our email ask again; a bot asks a thousand times.
CONFIRMATION_PAUSE = timedelta(minutes=10)
CONFIRMATIONS_PER_DAY = 3
NO_CONFIRMATION_DUE = {"confirmation_due_at": None, "confirmation_lane": 0}


class Subscriber(models.Model):
    """An address on the list of one site. No name, no IP address, no history of reading."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting for confirmation")
        ACTIVE = "active", _("subscribed")
        PAUSED = "paused", _("paused")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        # After a bounce, a complaint, or a request never to be mailed. The address's suppression
        # says which.
        SUPPRESSED = "suppressed", _("no longer mailed")

    CONFIRMABLE = [Status.PENDING, Status.UNSUBSCRIBED, Status.SUPPRESSED]
    SUBSCRIBED = [Status.ACTIVE, Status.PAUSED]
    STOPPABLE = [Status.PENDING, *SUBSCRIBED]
    ENDED = [Status.UNSUBSCRIBED, Status.SUPPRESSED]

    class Frequency(models.TextChoices):
        INSTANT = "instant", _("each post")
        WEEKLY = "weekly", _("weekly")
        MONTHLY = "monthly", _("monthly")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(_("email address"))
    # One key for all spellings of the address; see email_addresses.address_key.
    email_key = models.CharField(max_length=email_addresses.MAX_LENGTH, editable=False)
    address_hash = models.CharField(max_length=64, editable=False, db_index=True)
    status = models.CharField(
        _("status"), max_length=16, choices=Status.choices, default=Status.PENDING
    )
    frequency = models.CharField(
        _("frequency"), max_length=16, choices=Frequency.choices, default=Frequency.INSTANT
    )
    is_frequency_chosen = models.BooleanField(default=False, editable=False)
    language = models.CharField(_("language"), max_length=16, blank=True)
    # Increased when links in earlier emails must stop working.
    token_version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("first asked"), default=timezone.now, editable=False)
    requested_at = models.DateTimeField(_("last asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    unsubscribed_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    paused_until = models.DateTimeField(null=True, blank=True)
    # When the confirmation email is due; empty if none is.
    confirmation_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmation_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Emails since the first of the last 24 hours, and attempts at the one that is due.
    confirmations_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    confirmation_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # While an email is due, its place in turn: see subscribe_throttle.lane. It names no network.
    confirmation_lane = models.PositiveSmallIntegerField(default=0, editable=False)
    # Soft bounces since the last email that arrived, as the provider reports.
    soft_bounces = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = SubscriberQuerySet.as_manager()

    # Personal data stays out of Wagtail's usage lists.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        default_permissions = ("view", "change")
        permissions = [
            ("view_subscriber_address", "Can view addresses"),
            ("export_subscriber", "Can export"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "email_key"], name="therapy_subscriber_site_email"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "status", "id"], name="therapy_subscriber_status"),
            models.Index(
                fields=["confirmation_due_at"],
                name="therapy_subscriber_due",
                condition=Q(confirmation_due_at__isnull=False),
            ),
            models.Index(
                fields=["site", "confirmation_sent_at"],
                name="therapy_subscriber_asked",
                condition=Q(confirmation_sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.masked_email

    @property
    def masked_email(self) -> str:
        return email_addresses.mask(self.email)

    @property
    def is_mailable(self) -> bool:
        return type(self).objects.mailable().filter(pk=self.pk).exists()

    @property
    def deletion_due_at(self) -> datetime | None:
        """When the address is deleted, unless its owner confirms. None for subscribed readers."""
        if self.status in self.SUBSCRIBED:
            return None
        if self.status == self.Status.PENDING:
            return self.created_at + conf.pending_retention
        return (self.unsubscribed_at or self.created_at) + conf.unsubscribed_retention

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

        If one is due already, its time stays: a worker may be sending it. The caller must have
        locked the row.
        """
        is_allowed = asked_today < CONFIRMATIONS_PER_DAY and self.is_confirmation_allowed(now)
        if self.confirmation_due_at is None and is_allowed:
            self.confirmation_due_at = now
            self.confirmation_lane = lane
        self.requested_at = now
        self.save(update_fields=["confirmation_due_at", "confirmation_lane", "requested_at"])

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

    def may_confirm(self, token_version: int) -> bool:
        """Whether a link of this version can still confirm this reader.

        Doesn't check suppressions; ``subscriptions.may_confirm`` does.
        """
        return self.status in self.CONFIRMABLE and self.token_version == token_version

    def confirm(self, token_version: int, now: datetime) -> bool:
        """Confirm the subscription, once per link. False: the link has been used already."""
        waiting = type(self).objects.filter(
            pk=self.pk, status__in=self.CONFIRMABLE, token_version=token_version
        )
        changed = waiting.update(
            status=self.Status.ACTIVE,
            confirmed_at=now,
            unsubscribed_at=None,
            token_version=F("token_version") + 1,
            **NO_CONFIRMATION_DUE,
        )
        self.refresh_from_db()
        return bool(changed)

    def unsubscribe(self) -> bool:
        """Stop all emails to this reader. False: they had stopped already."""
        return self._stop(self.STOPPABLE, status=self.Status.UNSUBSCRIBED)

    def suppress(self) -> None:
        """Never mail this reader again, and make links in earlier emails stop working."""
        self._stop(self.Status.values, status=self.Status.SUPPRESSED)

    def lift(self, *, is_wanted: bool) -> None:
        """Let a suppressed reader be mailed again.

        Unless they still want mail, they get none before they ask for it and confirm.
        """
        changes: dict[str, Any] = {"status": self.Status.UNSUBSCRIBED}
        if is_wanted:
            back = self.Status.ACTIVE if self.confirmed_at else self.Status.PENDING
            changes = {"status": back, "unsubscribed_at": None}
        suppressed = type(self).objects.filter(pk=self.pk, status=self.Status.SUPPRESSED)
        suppressed.update(soft_bounces=0, **changes)
        self.refresh_from_db()

    def _stop(self, stoppable: list[Any], **changes: Any) -> bool:
        mailed = type(self).objects.filter(pk=self.pk, status__in=stoppable)
        changed = mailed.update(
            token_version=F("token_version") + 1,
            unsubscribed_at=Coalesce("unsubscribed_at", clock.now()),
            **NO_CONFIRMATION_DUE,
            **changes,
        )
        self.refresh_from_db()
        return bool(changed)
