from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.content.file_imports.errors import LostClaimError
from wagtail_therapy.content.file_imports.models import FileImport, FileImportQuerySet

from .. import clock
from .consent import ConsentText

# How long the file of an import is kept that isn't finished, and the outcome of each row.
FILE_KEPT_FOR = timedelta(days=1)
REPORT_KEPT_FOR = timedelta(days=30)


class SubscriberImportQuerySet(FileImportQuerySet):
    def due(self) -> SubscriberImportQuerySet:
        """Imports that need a worker and have none, the oldest first."""
        return self.filter(self.model.is_workable(), _is_free(clock.now())).order_by("pk")


def _is_free(now: Any) -> Q:
    """Select imports that no worker has; a claim further ahead than it can last counts as none."""
    is_claimed = Q(claimed_until__range=(now, now + conf.mail_lease + clock.SKEW))
    return Q(claimed_until=None) | ~is_claimed


class SubscriberImport(FileImport):
    """One file of another newsletter service, brought to the list of one site.

    A worker claims it for a while. Rows are written together with ``rows_done``, so another worker
    goes on where the last one ended.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("columns to check")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, not imported yet")
        IMPORTING = "importing", _("being imported")
        FINISHED = "finished", _("imported")
        FAILED = "failed", _("could not be read to its end")
        UNDONE = "undone", _("undone")

    RUNNING = [State.CHECKING, State.IMPORTING]
    OPEN = [State.UPLOADED, State.CHECKING, State.CHECKED]
    ENDED = [State.FINISHED, State.FAILED]

    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.UPLOADED
    )
    # Which column of each table holds what, as chosen; see subscriber_files.layouts.
    layouts = models.JSONField(default=list, editable=False)
    # Where and when these people agreed, in the practice's words. Empty: they are asked once.
    statement = models.ForeignKey(
        ConsentText,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("where consent comes from"),
    )
    # The email that asks them.
    invitation_subject = models.CharField(max_length=120, blank=True)
    invitation = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, null=True, related_name="+"
    )
    rows_done = models.PositiveIntegerField(default=0, editable=False)
    # How many rows the dry run has found.
    rows_total = models.PositiveIntegerField(default=0, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = SubscriberImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of subscribers")
        verbose_name_plural = _("imports of subscribers")
        default_permissions = ()

    def get_absolute_url(self) -> str:
        return reverse("therapy_imports:detail", args=[self.pk])

    @classmethod
    def is_workable(cls) -> Q:
        """Select imports whose file is stored and that a worker can go on with."""
        return Q(state__in=cls.RUNNING, file_parts__position=0)

    @property
    def asks(self) -> bool:
        """Whether its people are asked whether they want emails, because they didn't agree."""
        return self.invitation_id is not None

    @property
    def size(self) -> int:
        """How many bytes its file has, at least."""
        return self.file_parts.aggregate(most=models.Max("position"))["most"] or 0

    @property
    def new_readers(self) -> int:
        """How many readers it has added, or is to ask."""
        return sum(self.counts.get(one, 0) for one in ("added", "invited", "restored"))

    def acquire(self) -> bool:
        """Claim it for this worker. False: another has it, or has another import of the same site.

        One import at a time on each site, so that each row finds what those before it changed.
        """
        now = clock.now()
        with transaction.atomic():
            # Two workers would each see that no other has one.
            Site.objects.select_for_update(no_key=True).get(pk=self.site_id)
            self.refresh_from_db()
            claimed = type(self).objects.exclude(_is_free(now))
            if claimed.filter(pk=self.pk).exists() or self._must_wait(claimed):
                return False
            self.claim = uuid.uuid4()
            self.claimed_until = now + conf.mail_lease
            self.save(update_fields=["claim", "claimed_until"])
        return True

    def _must_wait(self, claimed: models.QuerySet) -> bool:
        if self.state != self.State.IMPORTING:
            return False
        others = type(self).objects.filter(site=self.site_id, state=self.State.IMPORTING)
        is_first = Q(pk__in=claimed) | Q(pk__lt=self.pk, file_parts__position=0)
        return others.exclude(pk=self.pk).filter(is_first).exists()

    def renew(self, **changes: Any) -> bool:
        """Keep the claim. False: it has ended, and perhaps another worker has the import."""
        until = clock.now() + conf.mail_lease
        return bool(self.claimed().update(claimed_until=until, **changes))

    def advance(self, number: int) -> None:
        """Count so many rows as done, and keep the claim. Raises LostClaimError.

        The caller opens a transaction and does the rows after this.
        """
        mine = self.claimed().filter(rows_done=self.rows_done, state=self.state)
        if not mine.update(
            rows_done=self.rows_done + number, claimed_until=clock.now() + conf.mail_lease
        ):
            raise LostClaimError
        self.rows_done += number
