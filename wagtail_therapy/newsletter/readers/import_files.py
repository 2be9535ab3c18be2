"""Stores the file of an import in the database, reads it there, and deletes it.

It is written nowhere else, and read piece by piece, so a large file takes little memory.
"""

import io
from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock
from ..models import ImportFilePart, ImportReportPart, SubscriberImport
from ..models.subscriber_imports import FILE_KEPT_FOR, REPORT_KEPT_FOR, LostClaimError
from ..subscriber_files.layouts import Layout
from ..subscriber_files.reading import SubscriberFile, read, tables
from ..subscriber_files.tables import Table

PART = 256 * 1024
State = SubscriberImport.State


@sensitive_variables()
def store(site: Site, file_name: str, chunks: Iterable[bytes], by: str) -> SubscriberImport:
    """Store a file whose import can begin."""
    with transaction.atomic():
        new = SubscriberImport.objects.create(
            site=site, file_name=file_name, by=by, created_at=clock.now()
        )
        position = 0
        for chunk in chunks:
            for start in range(0, len(chunk), PART):
                content = chunk[start : start + PART]
                new.file_parts.create(position=position, content=content)
                position += len(content)
    return new


def tables_of(stored: SubscriberImport) -> Iterable[Table]:
    """Yield each table in a stored file. Raises UnreadableFileError."""
    return tables(opened(stored), stored.file_name)


def files_of(stored: SubscriberImport) -> Iterable[SubscriberFile]:
    """Yield each table in a stored file as its layouts say. Raises UnreadableFileError."""
    layouts = [Layout.loaded(one) for one in stored.layouts]
    return read(opened(stored), stored.file_name, layouts)


def delete(done: SubscriberImport) -> None:
    """Delete the file of an import."""
    done.file_parts.all().delete()


def delete_waiting(sites: Iterable[Site]) -> tuple[int, list[Site]]:
    """Delete the files that wait to be imported to these lists, and say so on their pages.

    For a person who is erased and may be in one: nothing is looked up in them. Returns how many
    files were deleted, and to which lists a file is being imported now. No row of these is written
    until the caller's transaction ends.
    """
    begun = [*SubscriberImport.OPEN, State.IMPORTING]
    found = SubscriberImport.objects.filter(site__in=sites, state__in=begun).order_by("pk")
    locked = list(found.select_for_update())
    waiting = [one for one in locked if one.is_open]
    ImportFilePart.objects.filter(subscriber_import__in=waiting).delete()
    # In the language of the site: a reader may have asked in theirs.
    with translation.override(None):
        error = gettext(
            "We deleted this file, because a person was erased who may be in it. Nothing was "
            "imported. You can choose the file again: people who were erased stay out."
        )
    SubscriberImport.objects.filter(pk__in=[one.pk for one in waiting]).update(
        state=State.FAILED, error=error, finished_at=clock.now(), claim=None, claimed_until=None
    )
    return len(waiting), [one.site for one in locked if not one.is_open]


def delete_old() -> int:
    """Delete what is kept no longer, and imports that were never begun. Return how many rows."""
    now = clock.now()
    old = _last_begun_before(now - FILE_KEPT_FOR)
    never_begun = Q(state__in=SubscriberImport.OPEN) | Q(state=State.FAILED, started_at=None)
    deleted, _by_model = old.filter(never_begun).delete()
    # No worker can go on with them without their file.
    error = gettext("It broke off. You can undo it, or import the same file once more.")
    broken_off = SubscriberImport.objects.filter(pk__in=old, state=State.IMPORTING)
    broken_off.update(state=State.FAILED, error=error, finished_at=now)
    files = ImportFilePart.objects.filter(subscriber_import__in=old)
    reports = ImportReportPart.objects.filter(
        subscriber_import__in=_last_begun_before(now - REPORT_KEPT_FOR)
    )
    return deleted + sum(parts.delete()[0] for parts in (files, reports))


def _last_begun_before(time: datetime) -> QuerySet:
    begun = Coalesce("started_at", "created_at")
    return SubscriberImport.objects.alias(begun=begun).filter(begun__lt=time)


def opened(stored: SubscriberImport) -> BinaryIO:
    """Return a stored file as one that can be read and sought in."""
    return cast(BinaryIO, io.BufferedReader(StoredFile(stored), PART))


class StoredFile(io.RawIOBase):
    """The parts of a stored file, as one that can be read and sought in."""

    def __init__(self, stored: SubscriberImport):
        super().__init__()
        self.parts = stored.file_parts.order_by("position")
        self.positions = list(self.parts.values_list("position", flat=True))
        self.position = 0
        # Programs go back and forth at the end of a ZIP file.
        self.part = lru_cache(maxsize=4)(self._load)
        self.size = self.positions[-1] + len(self.part(self.positions[-1])) if self.positions else 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        self.position = max(base + offset, 0)
        return self.position

    def readinto(self, buffer: Any) -> int:
        if self.position >= self.size:
            return 0
        start = self.positions[bisect_right(self.positions, self.position) - 1]
        content = self.part(start)[self.position - start :][: len(buffer)]
        buffer[: len(content)] = content
        self.position += len(content)
        return len(content)

    def _load(self, start: int) -> bytes:
        part = self.parts.filter(position=start).first()
        if part is None:
            # Another worker has finished it meanwhile.
            raise LostClaimError
        return bytes(part.content)
