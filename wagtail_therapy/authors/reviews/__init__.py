"""Reviews of pages by a named person on a certain day. Saving a page isn't a review."""

from .intervals import DEFAULT_MONTHS, months_later, practice_months
from .records import latest_for, mark

__all__ = ["DEFAULT_MONTHS", "latest_for", "mark", "months_later", "practice_months"]
