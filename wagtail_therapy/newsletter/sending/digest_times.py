"""When the digests of a site are due: at an hour of a weekday, and of a day of the month."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from wagtail_therapy.conf import conf

from .. import clock
from ..models import NewsletterSettings, Subscriber

WEEKLY, MONTHLY = Subscriber.Frequency.WEEKLY, Subscriber.Frequency.MONTHLY
FREQUENCIES: list[Any] = [WEEKLY, MONTHLY]


class DigestTime(NamedTuple):
    """A time at which the digests of a site are due. Its local date names it."""

    frequency: Any
    date: date
    moment: datetime


def due(settings: NewsletterSettings) -> list[DigestTime]:
    """Return the last weekly and the last monthly time, if they aren't too long ago.

    A time that was over when it was set isn't due: the practice expects the next.
    """
    now, since = aware(clock.now()), settings.digest_times_set_at
    earliest = now - conf.mail_stale_after
    if since:
        earliest = max(earliest, aware(since))
    times = [last(settings, frequency, now) for frequency in FREQUENCIES]
    return [one for one in times if one.moment >= earliest]


def last(settings: NewsletterSettings, frequency: Any, now: datetime) -> DigestTime:
    """Return the last time that isn't in the future."""
    today = now.astimezone(settings.digest_zone).date()
    days = _weekly(settings, today) if frequency == WEEKLY else _monthly(settings, today)
    times = [DigestTime(frequency, day, _moment(settings, day)) for day in days]
    return next(one for one in times if one.moment <= now)


def aware(moment: datetime) -> datetime:
    """Return a moment from the database with its time zone, even with USE_TZ = False."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _weekly(settings: NewsletterSettings, today: date) -> list[date]:
    this = today - timedelta(days=(today.weekday() - settings.digest_weekday) % 7)
    return [this, this - timedelta(days=7)]


def _monthly(settings: NewsletterSettings, today: date) -> list[date]:
    first = today.replace(day=1)
    months = [first, first - timedelta(days=1)]
    return [month.replace(day=settings.digest_day) for month in months]


def _moment(settings: NewsletterSettings, day: date) -> datetime:
    """Return the hour of a day; of one that the clocks skip, the hour after it.

    An hour that they show twice is the first of the two.
    """
    local = datetime.combine(day, time(settings.digest_hour), settings.digest_zone)
    # Python compares two times of one zone by what the clocks show.
    return local.astimezone(UTC)
