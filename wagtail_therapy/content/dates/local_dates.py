"""Dates in the practice's time zone, even if the host has chosen USE_TZ = False."""

from datetime import date, datetime, time, tzinfo

from django.utils import timezone


def today() -> date:
    # Django's localdate() raises an error with USE_TZ = False.
    return local_date(timezone.now())


def local_date(moment: datetime) -> date:
    """Return the date of a moment from the database, in the practice's time zone.

    Not in the active time zone, which in Wagtail's admin and in previews is the editor's.
    """
    if timezone.is_naive(moment):
        return moment.date()
    return timezone.localdate(moment, timezone.get_default_timezone())


def start_of_day(day: date) -> datetime:
    """Return midnight at the start of a day in the practice's time zone, as stored."""
    midnight = datetime.combine(day, time.min)
    zone = local_timezone()
    return timezone.make_aware(midnight, zone) if zone else midnight


def local_timezone() -> tzinfo | None:
    """Return the practice's time zone, or None with USE_TZ = False."""
    return timezone.get_default_timezone() if timezone.is_aware(timezone.now()) else None
