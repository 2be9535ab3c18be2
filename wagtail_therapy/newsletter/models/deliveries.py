from django.db import connections, models, router
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.conf import conf

from .mailings import Mailing
from .subscribers import Subscriber


class DeliveryQuerySet(models.QuerySet):
    def queued(self):
        """Deliveries that a worker may claim now."""
        now = timezone.now()
        return self.filter(state=Delivery.State.QUEUED).filter(
            Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
        )

    def unsettled(self):
        return self.filter(state__in=Delivery.UNSETTLED)

    def expired(self):
        """Deliveries whose worker has not been heard of in time."""
        leased = [Delivery.State.CLAIMED, Delivery.State.SENDING]
        return self.filter(state__in=leased, lease_until__lt=timezone.now())


# What runs for every message, word for word: Django takes longer to build such an UPDATE than the
# database to run it. PostgreSQL plans a join for EXISTS, but none for a subquery that is compared.
BEGIN_SENDING = """
UPDATE wagtail_therapy_newsletter_delivery
SET state = 2, attempts = attempts + 1, lease_until = %(lease_until)s
WHERE id = %(id)s AND claim = %(claim)s AND state = 1
AND (SELECT state FROM wagtail_therapy_newsletter_mailing WHERE id = mailing_id) = 'sending'
AND (SELECT status FROM wagtail_therapy_newsletter_subscriber WHERE id = subscriber_id) = 'active'
AND (SELECT id FROM wagtail_therapy_newsletter_suppression
     WHERE address_hash = email_hash AND site_id = %(site)s) IS NULL
"""
MARK_SENT = """
UPDATE wagtail_therapy_newsletter_delivery
SET state = 3, lease_until = NULL, provider_id = %(provider_id)s, error_class = ''
WHERE id = %(id)s AND claim = %(claim)s AND state IN (2, 4)
"""
# PostgreSQL then writes the result to its disk together with the intent for the next message, and
# not one by one. If the server loses power in between, the delivery ends as unknown.
WITHOUT_WAITING = "AND set_config('synchronous_commit', 'off', true) = 'off'"


class Delivery(models.Model):
    """One mailing to one reader: the row that says what became of it.

    Each change of state is one conditional UPDATE that names the state before it and the claim of
    the worker, so that of two workers one always loses and knows it.
    """

    class State(models.IntegerChoices):
        QUEUED = 0, _("queued")
        # A worker has it; nothing was sent.
        CLAIMED = 1, _("claimed")
        # Committed before the first byte leaves: from here on nobody else may send it.
        SENDING = 2, _("sending")
        SENT = 3, _("sent")
        # Handed to the mail server, but its answer was never recorded. Not sent again unasked.
        UNKNOWN = 4, _("unknown")
        FAILED = 5, _("failed")
        SKIPPED = 6, _("skipped")

    UNSETTLED = [State.QUEUED, State.CLAIMED, State.SENDING]

    mailing = models.ForeignKey(
        Mailing,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("mailing"),
        db_index=False,  # the unique constraint begins with it
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
    # Providers that know a message again by its key forget the key some time after this.
    first_attempt_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    # The worker's token. It stays on a row that became unknown: a slow worker may still report.
    claim = models.UUIDField(null=True)
    provider_id = models.CharField(_("id at the provider"), max_length=255, blank=True)
    error_class = models.CharField(_("reason"), max_length=64, blank=True)
    # A person has said what became of a delivery that was unknown: who, and when.
    resolved_by = models.CharField(_("resolved by"), max_length=150, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    objects = DeliveryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="therapy_delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["mailing", "id"],
                name="therapy_delivery_queued",
                condition=Q(state=0),
            ),
            models.Index(
                fields=["lease_until"],
                name="therapy_delivery_leased",
                # Not on the state: PostgreSQL would walk this index, always nearly empty by its
                # statistics and full of dead entries, for every UPDATE that names a state.
                condition=Q(lease_until__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.pk}: {self.get_state_display()}"

    def move(self, before, after, **changes) -> bool:
        """Change the state under this row's claim. False: somebody else has it now."""
        mine = type(self).objects.filter(pk=self.pk, claim=self.claim, state__in=before)
        return bool(mine.update(state=after, **changes))

    def begin_sending(self) -> bool:
        """Commit the intent to send, if the reader still wants it. Nothing may be sent on False."""
        lease_until = timezone.now() + conf.mail_lease
        return self._run(BEGIN_SENDING, lease_until=lease_until, site=self.mailing.site_id)

    def mark_sent(self, provider_id="") -> bool:
        """Record the acceptance, even when the sweep has called it unknown in the meantime."""
        is_postgresql = self._database().vendor == "postgresql"
        statement = MARK_SENT + WITHOUT_WAITING if is_postgresql else MARK_SENT
        return self._run(statement, provider_id=provider_id)

    def mark_unknown(self, error_class) -> bool:
        return self.move(
            [self.State.SENDING], self.State.UNKNOWN, lease_until=None, error_class=error_class
        )

    def mark_failed(self, error_class) -> bool:
        return self.move(
            [self.State.SENDING, self.State.UNKNOWN],
            self.State.FAILED,
            lease_until=None,
            error_class=error_class,
        )

    def mark_unsendable(self, error_class) -> bool:
        """Record that no message can be made for this reader. Nothing was sent."""
        return self.move(
            [self.State.CLAIMED], self.State.FAILED, lease_until=None, error_class=error_class
        )

    def mark_skipped(self, error_class) -> bool:
        return self.move(
            [self.State.CLAIMED], self.State.SKIPPED, lease_until=None, error_class=error_class
        )

    def release(self, **changes) -> bool:
        """Put it back into the queue: it is certain that nothing was accepted."""
        return self.move(
            [self.State.CLAIMED, self.State.SENDING],
            self.State.QUEUED,
            claim=None,
            lease_until=None,
            **changes,
        )

    def _database(self):
        return connections[router.db_for_write(type(self))]

    def _run(self, statement, lease_until=None, **values) -> bool:
        database = self._database()
        fields = {"claim": self.claim, "lease_until": lease_until}
        for name, value in fields.items():
            values[name] = self._meta.get_field(name).get_db_prep_value(value, database)
        with database.cursor() as cursor:
            cursor.execute(statement, values | {"id": self.pk})
            return cursor.rowcount == 1


class ProviderEvent(models.Model):
    """What a mail provider reported about a delivery: no network, no program, no link."""

    provider = models.CharField(_("provider"), max_length=32)
    # Some providers give none; then each report counts.
    event_id = models.CharField(max_length=255, null=True)  # noqa: DJ001 -- unique, so not ""
    event_type = models.CharField(_("event"), max_length=32)
    delivery = models.ForeignKey(
        Delivery,
        on_delete=models.SET_NULL,
        null=True,
        related_name="provider_events",
        verbose_name=_("delivery"),
    )
    occurred_at = models.DateTimeField(_("time"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("provider event")
        verbose_name_plural = _("provider events")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id"], name="therapy_provider_event_once"
            ),
        ]

    def __str__(self):
        return f"{self.provider}: {self.event_type}"
