"""The day at the practice, even if the host stores times without a time zone."""

from datetime import date, datetime, time, tzinfo

from django.utils import timezone


def today() -> date:
    # Django's localdate() raises an error where a host has chosen USE_TZ = False.
    return local_date(timezone.now())


def local_date(moment: datetime) -> date:
    """Return the day of a moment as the database keeps it, in the practice's time zone.

    Not in the active one: Wagtail's admin, and each preview, is in the editor's own.
    """
    if timezone.is_naive(moment):
        return moment.date()
    return timezone.localdate(moment, timezone.get_default_timezone())


def start_of_day(day: date) -> datetime:
    """Return the midnight with which a day begins at the practice, as the database keeps it."""
    midnight = datetime.combine(day, time.min)
    zone = local_timezone()
    return timezone.make_aware(midnight, zone) if zone else midnight


def local_timezone() -> tzinfo | None:
    """Return the practice's time zone; None where a host has chosen USE_TZ = False."""
    return timezone.get_default_timezone() if timezone.is_aware(timezone.now()) else None
