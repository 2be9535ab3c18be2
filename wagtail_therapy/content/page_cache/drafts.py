"""Tells saves of a draft from those of what visitors see."""

# What Wagtail saves of a draft every few seconds during editing. A signal's `update_fields` are
# None, or empty, when a whole row was saved: `DRAFT_FIELDS.issuperset(update_fields or [None])`.
DRAFT_FIELDS = frozenset(
    ["latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"]
)
