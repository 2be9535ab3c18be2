"""Works on an import whose file is stored, a few seconds at a time: the dry run, then the import.

The page that shows the progress asks for each slice, so neither a worker nor cron is needed.
"""

import contextlib
import logging
import time
import traceback
from typing import Any, BinaryIO

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from wagtail_therapy.content.file_imports.errors import LostClaimError

from . import audit_log, import_files, importing
from .models import ImportPart, WordPressImport
from .options import Options
from .planning.targets import UnsuitableParentError
from .reporting.file_words import why_unreadable
from .reporting.report_words import Reason
from .reporting.reports import REMARK
from .wxr.errors import UnreadableExportError

logger = logging.getLogger("wagtail_therapy.wordpress_import")

State = WordPressImport.State
# Web servers and proxies give up a request after 30 seconds or more.
SECONDS = 5
# Beside those.
SECONDS_TO_CHECK = 10


def check(stored: WordPressImport, options: Options) -> bool:
    """Make the dry run due, with these options. False: it has been imported."""
    return _begin(stored, WordPressImport.OPEN, State.CHECKING, options=options.to_json())


def begin(stored: WordPressImport) -> bool:
    """Make the import due. False: it isn't checked, or has begun already."""
    return _begin(stored, [State.CHECKED], State.IMPORTING, started_at=timezone.now())


def repeat(stored: WordPressImport) -> bool:
    """Make an import due again, for what failed. False: it never began, or its file is gone."""
    if stored.started_at is None or not import_files.has(stored):
        return False
    ended = [State.FINISHED, State.FAILED]
    with transaction.atomic():
        is_begun = _change(stored, ended, State.IMPORTING, finished_at=None, error="")
        if is_begun:
            stored.change_state([State.IMPORTING], found=stored.found_in_file)
            _delete_lines_to_come_again(stored)
    return is_begun


def _begin(stored: WordPressImport, expected: list[Any], state: Any, **changes: Any) -> bool:
    with transaction.atomic():
        is_begun = _change(stored, expected, state, **changes)
        if is_begun:
            stored.lines.all().delete()
    return is_begun


def _change(stored: WordPressImport, expected: list[Any], state: Any, **changes: Any) -> bool:
    # Also from a tab that works on it with other options.
    unclaimed = {"claim": None, "claimed_until": None}
    begun = {"state": state, "counts": {}, "items_done": 0}
    return stored.change_state(expected, **begun, **unclaimed, **changes)


def _delete_lines_to_come_again(stored: WordPressImport) -> None:
    """Keep what was said about pages that stay as they are: it isn't said again."""
    again = stored.lines.filter(reason=Reason.MEDIA_MISSING).values("page")
    said = stored.lines.filter(kind=REMARK, page__isnull=False)
    kept = said.exclude(page__in=again).values("pk")
    stored.lines.exclude(pk__in=list(kept)).delete()


def work_on(begun: WordPressImport, seconds: float = SECONDS) -> None:
    """Go on with it for about so many seconds, unless something else does.

    Without a file, it's the command that works on it. An error ends it, because it would break off
    at the same item again. Raises only errors of the database: then it can be tried again.
    """
    if not import_files.has(begun) or not begun.acquire():
        return
    try:
        changes = WORK[begun.state](begun, time.monotonic() + seconds)
    except UnreadableExportError as error:
        changes = _failed(begun, why_unreadable(error))
    except UnsuitableParentError as error:
        changes = _failed(begun, str(error))
    except LostClaimError:
        return
    except (OperationalError, InterfaceError):
        # The claim ends by itself, if it can't be given back.
        with contextlib.suppress(DatabaseError, InterfaceError, LostClaimError):
            begun.release()
        raise
    except Exception as error:  # noqa: BLE001 -- see above; what was wrong is logged
        _log(begun, error)
        told = gettext("It broke off because of an error. Ask your developer.")
        changes = _failed(begun, told)
    with contextlib.suppress(LostClaimError):
        begun.release(**changes)


def _check(stored: WordPressImport, deadline: float) -> dict[str, Any]:
    file = import_files.opened(stored)
    # Most dry runs are done at once, so that people wait for one page only.
    if importing.go_on_checking(stored, file, deadline + SECONDS_TO_CHECK, _uploads(stored)):
        return {}
    return {"state": State.CHECKED}


def _import(begun: WordPressImport, deadline: float) -> dict[str, Any]:
    file = import_files.opened(begun)
    if importing.go_on(begun, file, deadline, uploads=_uploads(begun)):
        return {}
    if not begun.has_failures:
        import_files.delete(begun)
    audit_log.record(begun, audit_log.FINISH)
    return {"state": State.FINISHED}


def _uploads(begun: WordPressImport) -> BinaryIO | None:
    kind = ImportPart.Kind.UPLOADS
    return import_files.opened(begun, kind) if import_files.has(begun, kind) else None


WORK = {State.CHECKING: _check, State.IMPORTING: _import}


def _failed(begun: WordPressImport, error: str) -> dict[str, Any]:
    ended = {"state": State.FAILED, "error": error, "finished_at": timezone.now()}
    return ended | {"found": begun.found_in_file}


def _log(begun: WordPressImport, error: Exception) -> None:
    """Log where it broke off. What an error says may quote a post."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Import %s broke off: %s\n%s", begun.pk, type(error).__name__, lines)
