"""Stores the file of an import in the database, reads it there, and deletes it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock
from ..models import ImportFilePart, ImportReportPart, SubscriberImport
from ..models.subscriber_imports import FILE_KEPT_FOR, REPORT_KEPT_FOR
from .imports import BROKE_OFF
from .subscriber_files.layouts import Layout
from .subscriber_files.reading import SubscriberFile, read, tables
from .subscriber_files.tables import Table

State = SubscriberImport.State


@sensitive_variables()
def store(site: Site, file_name: str, chunks: Iterable[bytes], by: str) -> SubscriberImport:
    """Store a file whose import can begin."""
    with transaction.atomic():
        new = SubscriberImport.objects.create(
            site=site, file_name=file_name, by=by, created_at=clock.now()
        )
        new.store_file(chunks)
    return new


def tables_of(stored: SubscriberImport) -> Iterable[Table]:
    """Yield each table in a stored file. Raises UnreadableFileError."""
    return tables(stored.file_parts.opened(), stored.file_name)


def files_of(stored: SubscriberImport) -> Iterable[SubscriberFile]:
    """Yield each table in a stored file as its layouts say. Raises UnreadableFileError."""
    layouts = [Layout.loaded(one) for one in stored.layouts]
    return read(stored.file_parts.opened(), stored.file_name, layouts)


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
    old = SubscriberImport.objects.begun_before(now - FILE_KEPT_FOR)
    deleted, _by_model = old.never_begun().delete()
    # No worker can go on with them without their file.
    old.break_off(str(BROKE_OFF), now)
    files = ImportFilePart.objects.filter(subscriber_import__in=old)
    reported = SubscriberImport.objects.begun_before(now - REPORT_KEPT_FOR)
    reports = ImportReportPart.objects.filter(subscriber_import__in=reported)
    return deleted + sum(parts.delete()[0] for parts in (files, reports))
