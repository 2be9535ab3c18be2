from typing import Any

from django.db import connections, models, router
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..signals import DeliveryResult, delivery_settled
from . import prepared_statements
from .delivery_queries import DeliveryQuerySet
from .mailings import Mailing
from .subscribers import Subscriber
from .workers import Lease

NO_DELIVERY = 0


class Delivery(models.Model):
    """One mailing to one reader, and its result.

    Each change of state is one conditional UPDATE that names the state before it and the claim of
    the worker. If two workers race, exactly one wins and the other can tell.
    """

    class State(models.IntegerChoices):
        QUEUED = 0, _("queued")
        # A worker has it; nothing was sent.
        CLAIMED = 1, _("claimed")
        # Committed before the first byte leaves: from here on no other worker may send it.
        SENDING = 2, _("sending")
        SENT = 3, _("sent")
        # Handed to the mail server, but its answer was never recorded. A person decides.
        UNKNOWN = 4, _("unknown")
        FAILED = 5, _("failed")
        SKIPPED = 6, _("skipped")

    UNSETTLED = [State.QUEUED, State.CLAIMED, State.SENDING]
    RESULTS = [State.SENT, State.UNKNOWN, State.FAILED, State.SKIPPED]

    mailing = models.ForeignKey(
        Mailing,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("mailing"),
        db_index=False,  # the unique constraint begins with it
        db_constraint=False,  # a million look-ups of a row that is locked, and never deleted
    )
    subscriber = models.ForeignKey(
        Subscriber,
        on_delete=models.SET_NULL,
        null=True,
        related_name="deliveries",
        verbose_name=_("subscriber"),
    )
    email_hash = models.CharField(max_length=64)
    state = models.PositiveSmallIntegerField(
        _("state"), choices=State.choices, default=State.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True)
    # Of an attempt without a known outcome. Providers forget its idempotency key some time later.
    first_attempt_at = models.DateTimeField(null=True)
    # Of the worker that has claimed it. If the lease is gone, so is the worker.
    lease = models.ForeignKey(
        Lease,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="deliveries",
        db_index=False,
        db_constraint=False,
    )
    # The worker's token. It stays on unknown rows, because a slow worker may still have the result.
    claim = models.UUIDField(null=True)
    provider_id = models.CharField(_("id at the provider"), max_length=255, blank=True)
    error_class = models.CharField(_("reason"), max_length=64, blank=True)
    # Who settled an unknown result, or had it tried again, and when.
    resolved_by = models.CharField(_("resolved by"), max_length=150, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    # It was sent again while unknown, so the first email may have arrived.
    was_unknown = models.BooleanField(default=False)

    objects = DeliveryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="therapy_delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["mailing", "id"],
                name="therapy_delivery_queued",
                condition=Q(state=0),
            ),
            models.Index(fields=["mailing"], name="therapy_delivery_failed", condition=Q(state=5)),
            models.Index(
                fields=["lease"],
                name="therapy_delivery_leased",
                # Not on the state: PostgreSQL would walk this index, always nearly empty by its
                # statistics and full of dead entries, for every UPDATE that names a state.
                condition=Q(lease__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_state_display()}"

    def move(self, before: list[Any], after: Any, **changes: Any) -> bool:
        """Change the state if this worker still has the claim. False: another worker has it now."""
        mine = type(self).objects.filter(pk=self.pk, claim=self.claim, state__in=before)
        is_changed = bool(mine.update(state=after, **changes))
        if is_changed:
            self.state = after
        return is_changed

    def begin_sending(self, after: "Delivery | None" = None) -> bool:
        """Commit the intent to send, if the reader still wants it. Nothing may be sent on False.

        The same commit records the delivery before it as sent, whether or not this one may begin.
        """
        changed = self._begin_sending(after)
        mine = type(self).objects.filter(pk=self.pk, claim=self.claim)
        is_begun = changed == 1 + bool(after) or (
            bool(changed) and mine.filter(state=self.State.SENDING).exists()
        )
        # The sweep may have marked it unknown, which that statement doesn't look for.
        if after and (changed > 1 or after.mark_sent() or changed > is_begun):
            after.state = self.State.SENT
        return is_begun

    def mark_sent(self, provider_id: str = "") -> bool:
        """Record that it was accepted, even if the sweep has marked it unknown meanwhile."""
        return self.move(
            [self.State.SENDING, self.State.UNKNOWN],
            self.State.SENT,
            lease=None,
            provider_id=provider_id,
            error_class="",
        )

    def mark_unknown(self, error_class: str) -> bool:
        return self.move(
            [self.State.CLAIMED, self.State.SENDING],
            self.State.UNKNOWN,
            lease=None,
            error_class=error_class,
        )

    def mark_failed(self, error_class: str, **changes: Any) -> bool:
        """Record that it was refused for good, or that its message could not be built."""
        return self.move(
            [self.State.CLAIMED, self.State.SENDING, self.State.UNKNOWN],
            self.State.FAILED,
            lease=None,
            error_class=error_class,
            **changes,
        )

    def mark_skipped(self, error_class: str) -> bool:
        return self.move(
            [self.State.CLAIMED], self.State.SKIPPED, lease=None, error_class=error_class
        )

    def tell(self, result: DeliveryResult | None = None) -> None:
        """Send ``delivery_settled``. Receivers that fail are logged, and stop nothing."""
        said = result or DeliveryResult[self.State(self.state).name]
        delivery_settled.send_robust(sender=type(self), delivery=self, result=said)

    @property
    def is_unknown(self) -> bool:
        return self.state == self.State.UNKNOWN

    @property
    def is_repeat(self) -> bool:
        """Whether an attempt has no known outcome, so only the same key may be used again."""
        return self.first_attempt_at is not None

    def release(self, error_class: str = "", **changes: Any) -> bool:
        """Requeue it: nothing was accepted in this attempt."""
        return self.repeat_later(error_class, first_attempt_at=self.first_attempt_at, **changes)

    def repeat_later(self, error_class: str, **changes: Any) -> bool:
        """Requeue it for another attempt under the same key."""
        return self.move(
            [self.State.CLAIMED, self.State.SENDING],
            self.State.QUEUED,
            claim=None,
            lease=None,
            error_class=error_class or self.error_class,
            **changes,
        )

    def _begin_sending(self, sent: "Delivery | None") -> int:
        database = connections[router.db_for_write(type(self))]
        values = {
            "sent": sent.pk if sent else NO_DELIVERY,
            "sent_claim": _as_stored("claim", (sent or self).claim, database),
            "next": self.pk,
            "next_claim": _as_stored("claim", self.claim, database),
            "now": _as_stored("first_attempt_at", clock.now(), database),
            "site": self.mailing.site_id,
        }
        return prepared_statements.run(database, prepared_statements.BEGIN_SENDING, values)


def _as_stored(field: str, value: Any, database: Any) -> Any:
    return Delivery._meta.get_field(field).get_db_prep_value(value, database)
