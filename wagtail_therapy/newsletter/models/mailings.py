import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

import swapper
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock
from .mailing_queries import MailingQuerySet
from .result_counts import ResultCounts
from .subscribers import Subscriber

# On top of a session, for which all workers may be busy. Then the broker has lost the task.
REQUEST_LOST_AFTER = timedelta(seconds=15)

logger = logging.getLogger("wagtail_therapy.newsletter")


class Mailing(ResultCounts):
    """One email to many readers: for each post at most one, ever (``dedupe_key``)."""

    class Kind(models.TextChoices):
        POST = "post", _("post")
        # The posts that some readers are owed, which are the same for all of them.
        DIGEST = "digest", _("digest")
        # The practice emails them less often from now on.
        FREQUENCY_NOTICE = "frequency_notice", _("note on how often")
        ANNOUNCEMENT = "announcement", _("announcement")

    class State(models.TextChoices):
        # Waits for not_before, so that it can be cancelled; later edits of the post still count.
        HELD = "held", _("waiting, can be cancelled")
        # Content is fixed, and rows are created for recipients.
        FREEZING = "freezing", _("being prepared")
        READY = "ready", _("ready to send")
        SENDING = "sending", _("sending")
        # Needs a person; paused_reason says what for.
        PAUSED = "paused", _("paused")
        FINISHED = "finished", _("sent")
        # Everything is sent, but some results are unknown.
        FINISHED_WITH_UNKNOWN = "finished_with_unknown", _("sent, some unknown")
        CANCELLED = "cancelled", _("cancelled")
        # The recipients did not add up: nothing was sent.
        FAILED = "failed", _("failed")
        # Found so late that sending it would surprise people.
        EXPIRED = "expired", _("expired, not sent")

    WORKABLE = [State.HELD, State.FREEZING, State.READY, State.SENDING]
    UNFINISHED = [State.PAUSED, *WORKABLE]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices, default=Kind.POST)
    dedupe_key = models.CharField(max_length=160, unique=True)
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("post"),
    )
    announcement = models.OneToOneField(
        "wagtail_therapy_newsletter.Announcement",
        on_delete=models.SET_NULL,
        null=True,
        related_name="mailing",
        verbose_name=_("announcement"),
    )
    # The mailings of the posts in a digest.
    posts = models.ManyToManyField("self", symmetrical=False, related_name="digests")
    # Of a digest, or that a note is about.
    frequency = models.CharField(
        _("frequency"), max_length=16, choices=Subscriber.Frequency.choices, blank=True
    )
    language = models.CharField(_("language"), max_length=16)
    # Rendered once, when the hold ends, with placeholders for what differs by reader.
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # A name of 255 letters, each of them escaped, and an address.
    sender = models.CharField(_("sender"), max_length=800, blank=True)
    list_id = models.TextField(blank=True)
    unsubscribe_url = models.TextField(blank=True)
    # The whole message, in the form sent by SMTP.
    serialized = models.TextField(blank=True)
    state = models.CharField(_("state"), max_length=24, choices=State.choices, default=State.HELD)
    paused_reason = models.CharField(_("reason"), max_length=400, blank=True)
    # The end of the hold, or of a wait after a fault. No worker touches it before.
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    not_after = models.DateTimeField(_("not after"))
    # The place that has asked whether it may send this; resuming it adopts the place.
    asking_place = models.ForeignKey(
        "SendingPlace", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # The last subscriber who has a delivery, or is owed the post in a digest.
    watermark = models.BigIntegerField(default=0)
    # Readers who get the post in a digest. They are none of its recipients.
    digest_readers = models.PositiveIntegerField(default=0)
    # Faults of the mail server since it last accepted an email.
    consecutive_errors = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The user may have been deleted, and the command line has none.
    is_cancelled_by_person = models.BooleanField(default=False)
    # When the content was fixed; the Date of every email.
    frozen_at = models.DateTimeField(null=True, editable=False)
    # When a worker was last busy with this mailing.
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    # When one more worker was requested; empty once one has come.
    rung_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        # The permissions on its page decide.
        default_permissions = ()
        indexes = [models.Index(fields=["state", "not_before"], name="therapy_mailing_due")]

    def __str__(self) -> str:
        return self.subject or str(self.page or self.announcement or self._kind_in_words())

    def _kind_in_words(self) -> str:
        kind = capfirst(self.get_kind_display())
        return f"{kind} ({self.get_frequency_display()})" if self.frequency else kind

    def get_absolute_url(self) -> str:
        return reverse("therapy_mailings:detail", args=[self.pk])

    @property
    def left(self) -> int:
        """How many recipients have no result yet."""
        return self.total - self.sent - self.unknown - self.failed - self.skipped

    @property
    def is_cancellable(self) -> bool:
        return self.state in self.UNFINISHED

    @property
    def is_begun(self) -> bool:
        """Whether it is being prepared or sent, or was paused after that had begun."""
        is_running = self.state in (self.State.FREEZING, self.State.READY, self.State.SENDING)
        return is_running or (self.state == self.State.PAUSED and self.frozen_at is not None)

    @property
    def can_be_rescheduled(self) -> bool:
        """Whether it ended before it had any recipients."""
        has_any = self.total or self.digest_readers
        return not has_any and self.state in (self.State.CANCELLED, self.State.EXPIRED)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it ended because its post was withdrawn, not because a person cancelled it."""
        return self.can_be_rescheduled and not self.is_cancelled_by_person

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    def change_state(self, expected: list[Any], **changes: Any) -> bool:
        """Change the row if its state is still one of those expected; False if it was not."""
        mine = type(self).objects.filter(pk=self.pk, state__in=expected)
        changed = mine.update(**changes)
        self.refresh_from_db()
        return bool(changed)

    def recount(self) -> None:
        """Count the four results, from the deliveries and from those already deleted."""
        from .deliveries import Delivery

        results = Delivery.State
        counts = dict(self.deliveries.order_by().values_list("state").annotate(number=Count("pk")))
        settled = {
            "sent": counts.get(results.SENT, 0) + F("deleted_sent"),
            "unknown": counts.get(results.UNKNOWN, 0) + F("deleted_unknown"),
            "failed": counts.get(results.FAILED, 0) + F("deleted_failed"),
            "skipped": counts.get(results.SKIPPED, 0) + F("deleted_skipped"),
        }
        type(self).objects.filter(pk=self.pk).update(**settled)
        self.refresh_from_db()

    def log(self, event: str, level: int = logging.INFO) -> None:
        """Log what happened, with the number of the mailing and its sums, but not its title."""
        results = ("sent", "unknown", "failed", "skipped", "left")
        sums = ", ".join(f"{getattr(self, name)} {name}" for name in results)
        logger.log(level, "Mailing %s %s: %s recipients, %s", self.pk, event, self.total, sums)

    def add_results(self, settled: dict[str, int]) -> None:
        """Add a worker's results, and record that it is alive.

        Does nothing once the mailing is over: then ``recount()`` has counted late results too.
        """
        counts = {result: F(result) + number for result, number in settled.items()}
        going_on = type(self).objects.filter(pk=self.pk, finished_at=None)
        going_on.update(heartbeat_at=clock.now(), **counts)

    def note_error(self, reason: str) -> None:
        """Count one fault of the mail server. The caller pauses the mailing if there are too many.

        Faults of several workers count once, until the mailing has waited.
        """
        is_at_work = type(self).objects.filter(pk=self.pk, not_before__lte=clock.now())
        is_at_work.update(consecutive_errors=F("consecutive_errors") + 1, last_error=reason[:64])
        self.refresh_from_db(fields=["consecutive_errors"])

    def reset_errors(self) -> None:
        type(self).objects.filter(pk=self.pk).update(consecutive_errors=0)
        self.consecutive_errors = 0

    def postpone(self, wait: timedelta) -> None:
        """Let no worker touch it for a while."""
        type(self).objects.filter(pk=self.pk).update(not_before=clock.now() + wait)

    def record_heartbeat(self) -> None:
        """Record that a worker is busy with it."""
        type(self).objects.filter(pk=self.pk).update(heartbeat_at=clock.now(), rung_at=None)

    def note_worker_came(self) -> None:
        """Record that the requested worker came, even if there was no connection for it."""
        type(self).objects.filter(pk=self.pk).update(rung_at=None)

    def claim_worker_request(self) -> bool:
        """Record that one more worker is requested. False: one is already, and hasn't come yet."""
        now = clock.now()
        lost = now - timedelta(seconds=conf.mail_session_seconds) - REQUEST_LOST_AFTER
        is_lost = Q(rung_at__isnull=True) | Q(rung_at__lt=lost) | clock.is_ahead("rung_at")
        not_rung = type(self).objects.filter(is_lost, pk=self.pk)
        return bool(not_rung.update(rung_at=now))

    def is_quiet_since(self, time: datetime) -> bool:
        """Whether no worker has been busy with it since the given time."""
        return self.heartbeat_at is None or self.heartbeat_at < time
