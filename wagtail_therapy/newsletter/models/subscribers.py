import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock, email_addresses
from .due_confirmations import NO_CONFIRMATION_DUE, DueConfirmation
from .subscriber_queries import SubscriberQuerySet

NO_PAUSE = {"paused_until": None}
NO_NEW_EMAIL = {"new_email": "", "new_email_requested_at": None}


class Subscriber(DueConfirmation):
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
    # The reader chose it, so the practice never changes it.
    is_frequency_chosen = models.BooleanField(default=False, editable=False)
    language = models.CharField(_("language"), max_length=16, blank=True)
    # Increased when links in earlier emails must stop working.
    token_version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("first asked"), default=timezone.now, editable=False)
    requested_at = models.DateTimeField(_("last asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    unsubscribed_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)
    paused_until = models.DateTimeField(null=True, blank=True)
    # The last pause: what was published in it isn't sent later.
    paused_at = models.DateTimeField(null=True, editable=False)
    resumed_at = models.DateTimeField(null=True, editable=False)
    # What they want to change their address to, until they confirm it there.
    new_email = models.EmailField(blank=True, editable=False)
    new_email_requested_at = models.DateTimeField(null=True, editable=False)
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
            # The address first: before a new site's rows have statistics, PostgreSQL would
            # rather look at all of them.
            models.UniqueConstraint(
                fields=["email_key", "site"], name="therapy_subscriber_site_email"
            ),
        ]
        indexes = [
            models.Index(fields=["site", "status", "id"], name="therapy_subscriber_status"),
            models.Index(fields=["created_at", "site"], name="therapy_subscriber_created"),
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
            models.Index(
                fields=["paused_until"],
                name="therapy_subscriber_paused",
                condition=Q(paused_until__isnull=False),
            ),
            models.Index(
                fields=["new_email_requested_at"],
                name="therapy_subscriber_moving",
                condition=Q(new_email_requested_at__isnull=False),
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
        if self.status in self.SUBSCRIBED or self.is_to_be_invited:
            return None
        if self.status == self.Status.PENDING:
            return self.created_at + conf.pending_retention
        return (self.unsubscribed_at or self.created_at) + conf.unsubscribed_retention

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
            **NO_PAUSE,
            **NO_CONFIRMATION_DUE,
        )
        self.refresh_from_db()
        return bool(changed)

    def choose_frequency(self, frequency: Any) -> bool:
        """Record how often the reader wants emails. False: they aren't subscribed."""
        return self._change_if(self.SUBSCRIBED, frequency=frequency, is_frequency_chosen=True)

    def pause(self, until: datetime, now: datetime) -> bool:
        """Stop emails until then, or change the end of a pause. False: they aren't subscribed."""
        paused = {"status": self.Status.PAUSED, "paused_until": until}
        if self._change_if([self.Status.ACTIVE], paused_at=now, **paused):
            return True
        return self._change_if([self.Status.PAUSED], **paused)

    def resume(self, now: datetime) -> bool:
        """End a pause. False: there is none."""
        active = {"status": self.Status.ACTIVE, "resumed_at": now}
        return self._change_if([self.Status.PAUSED], **active, **NO_PAUSE)

    @sensitive_variables()
    def request_new_email(self, email: str, now: datetime) -> bool:
        """Keep a new address until it is confirmed. False: they aren't subscribed."""
        return self._change_if(self.SUBSCRIBED, new_email=email, new_email_requested_at=now)

    def change_email(self, address_hash: str) -> None:
        """Change the address to the new one, and make links to this reader's page stop working.

        The caller has locked the row, and knows that no other has this address.
        """
        self.email, self.new_email, self.new_email_requested_at = self.new_email, "", None
        self.email_key = email_addresses.address_key(self.email)
        self.address_hash = address_hash
        self.soft_bounces = 0
        self.token_version += 1
        self.save(
            update_fields=[
                *("email", "email_key", "address_hash", "soft_bounces", "token_version"),
                *NO_NEW_EMAIL,
            ]
        )

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

    def _change_if(self, expected: list[Any], **changes: Any) -> bool:
        changed = type(self).objects.filter(pk=self.pk, status__in=expected).update(**changes)
        self.refresh_from_db()
        return bool(changed)

    def _stop(self, stoppable: list[Any], **changes: Any) -> bool:
        mailed = type(self).objects.filter(pk=self.pk, status__in=stoppable)
        changed = mailed.update(
            token_version=F("token_version") + 1,
            unsubscribed_at=Coalesce("unsubscribed_at", clock.now()),
            **NO_PAUSE,
            **NO_NEW_EMAIL,
            **NO_CONFIRMATION_DUE,
            **changes,
        )
        self.refresh_from_db()
        return bool(changed)
