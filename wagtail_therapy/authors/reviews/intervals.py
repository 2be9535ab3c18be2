"""How long a review holds."""

from calendar import monthrange
from datetime import date
from typing import Any

from wagtail_therapy.practice.models import PracticeSettings

DEFAULT_MONTHS: int = PracticeSettings._meta.get_field("review_every_months").default


def practice_months(site: Any) -> int:
    """Return after how many months the practice of a site reviews its pages again."""
    return PracticeSettings.read(site).review_every_months if site else DEFAULT_MONTHS


def months_later(day: date, months: int) -> date:
    """Return the same day some months later or earlier, the last of the month where it has none."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))
