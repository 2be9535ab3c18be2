"""Stores the files of an import in the database, reads them there, and deletes them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from .models import ImportPart, ReportLine, WordPressImport
from .models.imports import PROFILES

# How long the files of an import are kept that isn't finished, and what became of each item.
FILE_KEPT_FOR = timedelta(days=7)
REPORT_KEPT_FOR = timedelta(days=90)

Kind = ImportPart.Kind


def store(stored: WordPressImport, chunks: Iterable[bytes], kind: str = Kind.EXPORT) -> None:
    """Store a file of an import, instead of the one that it had."""
    with transaction.atomic():
        delete(stored, kind)
        stored.store_file(chunks, kind=kind)


def has(stored: WordPressImport, kind: str = Kind.EXPORT) -> bool:
    """Whether a file of an import is stored."""
    return stored.file_parts.filter(kind=kind, position=0).exists()


def opened(stored: WordPressImport, kind: str = Kind.EXPORT) -> BinaryIO:
    """Return a stored file as one that can be read and sought in."""
    return stored.file_parts.filter(kind=kind).opened()


def delete(stored: WordPressImport, kind: str | None = None) -> None:
    """Delete the files of an import, or the one of this kind."""
    parts = stored.file_parts.all()
    (parts if kind is None else parts.filter(kind=kind)).delete()


def delete_old() -> None:
    """Delete what is kept no longer, and imports that were never begun."""
    now = timezone.now()
    old = WordPressImport.objects.begun_before(now - FILE_KEPT_FOR)
    old.never_begun().delete()
    # Nothing can go on with them without their file.
    error = gettext("It broke off. Import the same file once more: what is here isn’t made twice.")
    old.break_off(error, now)
    ImportPart.objects.filter(wordpress_import__in=old).delete()
    for one in old.filter(found__has_key=PROFILES):
        one.found = one.found_in_file
        one.save(update_fields=["found"])
    reported = WordPressImport.objects.begun_before(now - REPORT_KEPT_FOR)
    ReportLine.objects.filter(wordpress_import__in=reported).delete()
