"""What an import of an uploaded file stores: how far it is, what works on it, and the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from . import stored_files
from .errors import LostClaimError

PART = 256 * 1024


class FileImportQuerySet(models.QuerySet):
    def begun_before(self, time: datetime) -> FileImportQuerySet:
        """Imports that began before this time. If they never began: that were uploaded."""
        return self.alias(begun=Coalesce("started_at", "created_at")).filter(begun__lt=time)

    def never_begun(self) -> FileImportQuerySet:
        state = self.model.State
        waits_or_failed = Q(state__in=self.model.OPEN) | Q(state=state.FAILED)
        return self.filter(waits_or_failed, started_at=None)

    def break_off(self, error: str, now: datetime) -> None:
        """End those that are being imported, and say why on their pages."""
        state = self.model.State
        begun = self.model.objects.filter(pk__in=self, state=state.IMPORTING)
        begun.update(state=state.FAILED, error=error, finished_at=now)


class FileImport(models.Model):
    """An uploaded file, and how far its import is.

    What works on it claims it for a while, so that two don't do the same. A model of it has its
    ``State`` with ``IMPORTING`` and ``FAILED``, and says which states are open and running.
    """

    # Nothing has been imported yet.
    OPEN: list[Any]
    # Something works on it, or has to.
    RUNNING: list[Any]

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    by = models.CharField(_("imported by"), max_length=150, blank=True)
    # How many rows or items had which outcome; until the import begins, in the dry run.
    counts = models.JSONField(default=dict, editable=False)
    # Why the file could not be read, for the practice.
    error = models.TextField(blank=True, editable=False)
    # What works on it, and until when.
    claim = models.UUIDField(null=True, editable=False)
    claimed_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects = FileImportQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_open(self) -> bool:
        """Whether nothing has been imported yet."""
        return self.state in self.OPEN

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING

    def change_state(self, expected: list[Any], **changes: Any) -> bool:
        """Change an import that is in one of these states. False: it isn't, or not any more."""
        found = type(self).objects.filter(pk=self.pk, state__in=expected)
        changed = found.update(**changes)
        self.refresh_from_db()
        return bool(changed)

    def release(self, **changes: Any) -> None:
        """Give the claim back, and change what else is said. Raises LostClaimError.

        The claim may have ended, and something else may work on it.
        """
        if not self.claimed().update(claim=None, claimed_until=None, **changes):
            raise LostClaimError
        self.refresh_from_db()

    @sensitive_variables()
    def store_file(self, chunks: Iterable[bytes], **which: Any) -> None:
        """Store a file in parts. ``which`` it is goes into each, if there are several."""
        position = 0
        with transaction.atomic():
            for chunk in chunks:
                for start in range(0, len(chunk), PART):
                    content = chunk[start : start + PART]
                    self.file_parts.create(position=position, content=content, **which)
                    position += len(content)

    def claimed(self) -> models.QuerySet:
        """Select it if this claim still holds."""
        return type(self).objects.filter(pk=self.pk, claim=self.claim)


class FilePartQuerySet(models.QuerySet):
    def opened(self) -> BinaryIO:
        """Return the file as one that can be read and sought in.

        Reading raises LostClaimError when its parts were deleted meanwhile.
        """
        return stored_files.opened(self)


class FilePart(models.Model):
    """A part of an uploaded file, until it's imported, or for a while.

    In the database, because the next request or the worker may be on another machine, and files on
    the disk of a web server may be public. Its model has a foreign key to the import, whose other
    side is ``file_parts``.
    """

    # How many bytes come before.
    position = models.PositiveBigIntegerField()
    content = models.BinaryField()

    objects = FilePartQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.position)
