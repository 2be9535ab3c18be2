"""Reviewing a page: an act of a named person on one day, which no saving of the page replaces."""

from .intervals import DEFAULT_MONTHS, months_later, practice_months
from .records import latest_for, mark

__all__ = ["DEFAULT_MONTHS", "latest_for", "mark", "months_later", "practice_months"]
