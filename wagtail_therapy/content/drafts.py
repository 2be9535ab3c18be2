"""Tells saves of a draft from those of what visitors see."""

from collections.abc import Iterable

# What Wagtail saves of a draft every few seconds during editing.
DRAFT_FIELDS = {
    "latest_revision",
    "latest_revision_created_at",
    "draft_title",
    "has_unpublished_changes",
}


def is_draft_save(update_fields: Iterable[str] | None) -> bool:
    """Return whether a signal's ``update_fields`` are only those of a draft."""
    return bool(update_fields) and DRAFT_FIELDS.issuperset(update_fields or ())
