"""The day at the practice, even if the host stores times without a time zone."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    # Django's localdate() raises an error where a host has chosen USE_TZ = False.
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """Return the day of a moment as the database keeps it, in the practice's time zone."""
    return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
