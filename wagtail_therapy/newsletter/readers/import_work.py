"""What a worker does for an import whose file is stored: the dry run, then the import itself."""

import contextlib
import logging
import time
from typing import Any, BinaryIO

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils.translation import gettext

from wagtail_therapy.content.file_imports.errors import LostClaimError

from .. import clock
from ..models import SubscriberImport
from ..personal_data import error_reports
from ..workers import leases
from . import import_files, imports, list_restoring
from .subscriber_files.errors import UnreadableFileError

logger = logging.getLogger("wagtail_therapy.newsletter")

State = SubscriberImport.State


def check(stored: SubscriberImport, layouts: list[dict[str, Any]]) -> bool:
    """Make the dry run due, with these layouts. False: it has been imported, or given up."""
    return stored.change_state(
        SubscriberImport.OPEN,
        state=State.CHECKING,
        layouts=layouts,
        # From a worker that does it with other layouts.
        claim=None,
        claimed_until=None,
        rows_done=0,
        counts={},
    )


def begin(stored: SubscriberImport, *, by: str, **words: Any) -> bool:
    """Make the import due. False: it isn't checked, or has begun already.

    ``words``: the ``statement`` of where these people agreed, or the ``invitation`` that asks them
    and its ``subject``.
    """
    with transaction.atomic():
        is_begun = stored.change_state(
            [State.CHECKED],
            state=State.IMPORTING,
            statement=words.get("statement"),
            invitation=words.get("invitation"),
            invitation_subject=words.get("subject", ""),
            by=by,
            started_at=clock.now(),
            rows_done=0,
            counts={},
        )
        if is_begun:
            stored.report_parts.all().delete()
    return is_begun


def due() -> list[int]:
    """Return the ids of imports that need a worker, the oldest first."""
    return list(SubscriberImport.objects.due().values_list("pk", flat=True))


def work_on(begun: SubscriberImport, seconds: float | None = None) -> bool:
    """Go on with an import for about so many seconds, or do the whole dry run.

    Return whether it needs more.
    """
    return _work(begun, seconds if begun.state == State.IMPORTING else None)


def try_check(stored: SubscriberImport, seconds: float) -> bool:
    """Do the dry run if it takes only so many seconds. Return whether a worker must do it."""
    _work(stored, seconds)
    stored.refresh_from_db()
    return stored.is_running


def _work(begun: SubscriberImport, seconds: float | None) -> bool:
    if not begun.acquire():
        return False
    deadline = None if seconds is None else time.monotonic() + seconds
    with contextlib.suppress(LostClaimError), leases.renewed(begun.renew):
        try:
            return WORK[begun.state](begun, deadline)
        except UnreadableFileError as error:
            imports.fail(begun, str(error.message))
        except (OperationalError, InterfaceError, LostClaimError):
            # Another worker goes on.
            raise
        except Exception as error:
            # Otherwise each worker would fail at the same row.
            error_reports.remove_addresses(error)
            logger.exception("Import %s broke off", begun.pk)
            imports.fail(begun, gettext("It broke off because of an error. Ask your developer."))
        finally:
            _give_back(begun)
    return False


def _give_back(begun: SubscriberImport) -> None:
    """Let another worker go on at once. Without a database it has to wait for the claim's end."""
    with contextlib.suppress(DatabaseError, InterfaceError, LostClaimError):
        if begun.claim:
            begun.release()


def _import(begun: SubscriberImport, deadline: float | None) -> bool:
    file = begun.file_parts.opened()
    if list_restoring.is_ours(file):
        list_restoring.restore(begun, file)
        begun.file_parts.all().delete()
        return False
    return imports.go_on(begun, import_files.files_of(begun), deadline)


def _check(stored: SubscriberImport, deadline: float | None) -> bool:
    with transaction.atomic():
        stored.report_parts.all().delete()
        stored.rows_done, stored.counts = 0, {}
        stored.save(update_fields=["rows_done", "counts"])
    if list_restoring.is_ours(file := stored.file_parts.opened()):
        _check_list(stored, file)
        return False
    for batch, outcomes in imports.previewed(stored.site, import_files.files_of(stored)):
        with transaction.atomic():
            position = stored.rows_done
            stored.advance(len(batch))
            imports.note(stored, position, batch, outcomes)
        if deadline is not None and time.monotonic() > deadline:
            return True
    stored.release(state=State.CHECKED, rows_total=stored.rows_done)
    return False


def _check_list(stored: SubscriberImport, file: BinaryIO) -> None:
    """Say what a list that we exported would bring. Unlike others, it's looked at in one go."""
    counts = dict(list_restoring.preview(stored.site, file).counts)
    rows = sum(counts.values())
    stored.release(state=State.CHECKED, counts=counts, rows_done=rows, rows_total=rows)


WORK = {State.CHECKING: _check, State.IMPORTING: _import}
