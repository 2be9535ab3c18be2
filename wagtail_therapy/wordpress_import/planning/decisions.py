"""Which items become pages, and why the others don't."""

from typing import Any

from ..models import ImportedItem
from ..reporting.report_words import Outcome, Reason
from ..restrictions import digest_of
from .jobs import Job
from .outlines import ATTACHMENT, MENU_ITEM, PAGE, POST, REUSABLE_BLOCK, Entry
from .publication import TRASHED

USED = {ATTACHMENT, MENU_ITEM, REUSABLE_BLOCK}

# An outcome, why, and whether it has a line of its own in the report.
Decision = tuple[Any, Any, bool]


def decide(job: Job, entry: Entry) -> Decision | None:
    """Return what becomes of an item that doesn't become a page now, or None for the others."""
    if entry.type in USED:
        return Outcome.USED, "", False
    if entry.type not in {POST, PAGE}:
        return Outcome.SKIPPED, Reason.UNKNOWN_TYPE, entry.is_public
    if entry.is_repeated:
        return Outcome.SKIPPED, Reason.DUPLICATE, True
    if entry.type == PAGE and job.options.pages == "skip":
        return Outcome.SKIPPED, Reason.PAGES_SKIPPED, True
    known = job.imported.get(entry.key)
    if known is None:
        return (Outcome.SKIPPED, Reason.TRASHED, True) if entry.status == TRASHED else None
    return _decide_again(job, entry, known)


def _decide_again(job: Job, entry: Entry, known: ImportedItem) -> Decision | None:
    if known.page is None:
        return Outcome.LEFT, Reason.DELETED_HERE, True
    if is_edited(known) and not job.options.overwrite_edited:
        return Outcome.LEFT, Reason.EDITED_HERE, True
    if known.digest == job.digest_of(entry):
        return Outcome.UNCHANGED, "", False
    return None


def is_edited(known: ImportedItem) -> bool:
    """Whether a page isn't as the import left it.

    It has another revision, was published or taken down, or who may see it was changed.
    """
    page = known.page
    if page.latest_revision_id != known.revision_id or page.live != known.is_live:
        return True
    return digest_of(page.view_restrictions.all()) != known.password_digest
