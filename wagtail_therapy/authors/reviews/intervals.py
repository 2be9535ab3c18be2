"""How long a review is valid."""

from calendar import monthrange
from datetime import date
from typing import Any

from wagtail_therapy.practice.models import PracticeSettings

DEFAULT_MONTHS: int = PracticeSettings._meta.get_field("review_every_months").default


def practice_months(site: Any) -> int:
    """Return after how many months a site's practice reviews its pages again."""
    return PracticeSettings.read(site).review_every_months if site else DEFAULT_MONTHS


def months_later(day: date, months: int) -> date:
    """Return the same day some months later or earlier, at most the last day of the month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))
