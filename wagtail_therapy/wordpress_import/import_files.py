"""Stores the files of an import in the database, reads them there, and deletes them.

They are written nowhere else, and read piece by piece, so a large file takes little memory.
"""

import io
from bisect import bisect_right
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext

from .models import ImportPart, LostClaimError, ReportLine, WordPressImport

PART = 256 * 1024
# How long the files of an import are kept that isn't finished, and what became of each item.
FILE_KEPT_FOR = timedelta(days=7)
REPORT_KEPT_FOR = timedelta(days=90)

Kind = ImportPart.Kind
State = WordPressImport.State


def store(stored: WordPressImport, chunks: Iterable[bytes], kind: str = Kind.EXPORT) -> None:
    """Store a file of an import, instead of the one that it had."""
    with transaction.atomic():
        delete(stored, kind)
        position = 0
        for chunk in chunks:
            for start in range(0, len(chunk), PART):
                content = chunk[start : start + PART]
                stored.parts.create(kind=kind, position=position, content=content)
                position += len(content)


def has(stored: WordPressImport, kind: str = Kind.EXPORT) -> bool:
    """Whether a file of an import is stored."""
    return stored.parts.filter(kind=kind, position=0).exists()


def opened(stored: WordPressImport, kind: str = Kind.EXPORT) -> BinaryIO:
    """Return a stored file as one that can be read and sought in."""
    return cast(BinaryIO, io.BufferedReader(StoredFile(stored, kind), PART))


def delete(stored: WordPressImport, kind: str | None = None) -> None:
    """Delete the files of an import, or the one of this kind."""
    parts = stored.parts.all() if kind is None else stored.parts.filter(kind=kind)
    parts.delete()


def delete_old() -> None:
    """Delete what is kept no longer, and imports that were never begun."""
    now = timezone.now()
    old = _last_begun_before(now - FILE_KEPT_FOR)
    never_begun = Q(state__in=WordPressImport.OPEN) | Q(state=State.FAILED)
    old.filter(never_begun, started_at=None).delete()
    # Nothing can go on with them without their file.
    error = gettext("It broke off. Import the same file once more: what is here isn’t made twice.")
    broken_off = WordPressImport.objects.filter(pk__in=old, state=State.IMPORTING)
    broken_off.update(state=State.FAILED, error=error, finished_at=now)
    ImportPart.objects.filter(wordpress_import__in=old).delete()
    oldest = _last_begun_before(now - REPORT_KEPT_FOR)
    ReportLine.objects.filter(wordpress_import__in=oldest).delete()


def _last_begun_before(time: Any) -> QuerySet:
    begun = Coalesce("started_at", "created_at")
    return WordPressImport.objects.alias(begun=begun).filter(begun__lt=time)


class StoredFile(io.RawIOBase):
    """The parts of a stored file, as one that can be read and sought in."""

    def __init__(self, stored: WordPressImport, kind: str):
        super().__init__()
        self.parts = stored.parts.filter(kind=kind).order_by("position")
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
            # Another tab has finished it, or deleted the file.
            raise LostClaimError
        return bytes(part.content)
