"""When an item was published, and whether it may be seen here."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from wagtail_therapy.content.dates.mixin import has_archive

from ..reporting.report_words import Reason
from ..wxr.records import Dates, Item

# Statuses of items that were published once, to everyone or to some.
PUBLISHED = {"publish", "private"}
SCHEDULED, TRASHED = "future", "trash"
HIDDEN = {
    "private": Reason.PRIVATE,
    "draft": Reason.DRAFT,
    "auto-draft": Reason.DRAFT,
    "pending": Reason.PENDING,
    TRASHED: Reason.TRASHED,
}


@dataclass(frozen=True)
class Publication:
    """How a page is published. ``reason`` says why it isn't live."""

    is_live: bool
    first_published_at: datetime | None = None
    last_published_at: datetime | None = None
    # A draft doesn't go live then by itself: an editor's Publish schedules it.
    go_live_at: datetime | None = None
    # That of Wagtail's view restriction.
    password: str = ""
    reason: Any = ""
    has_impossible_date: bool = False


class Clock:
    """The clock of the old site, seen in the dates of all items that have both times.

    ``time_zone`` is what a person said that it is.
    """

    def __init__(self, dates: Iterable[Dates] = (), time_zone: str = ""):
        self._zone = ZoneInfo(time_zone) if time_zone else None
        self._offsets: dict[datetime, timedelta] = {}
        self._moments: list[datetime] = []
        for one in dates:
            self.learn(one)

    def learn(self, dates: Dates) -> None:
        if dates.local and (offset := dates.utc_offset) is not None:
            # By month, because there is no more to know of summer time.
            self._offsets[dates.local.replace(day=1, hour=0, minute=0, second=0)] = offset

    def published_at(self, dates: Dates) -> datetime | None:
        """Return when something was published: by UTC, else by the wall clock, else by the feed."""
        return dates.utc or self._in_utc(dates.local) or dates.feed

    def modified_at(self, dates: Dates) -> datetime | None:
        return dates.modified_utc or self._in_utc(dates.modified_local)

    def in_utc(self, local: datetime | None, utc: datetime | None) -> datetime | None:
        """Return a time that is noted in both ways, such as that of a comment."""
        return utc or self._in_utc(local)

    def _in_utc(self, local: datetime | None) -> datetime | None:
        if local is None:
            return None
        try:
            if self._zone:
                return local.replace(tzinfo=self._zone).astimezone(UTC)
            offset = self._offset_at(local)
            return None if offset is None else (local - offset).replace(tzinfo=UTC)
        except OverflowError:
            return None

    def _offset_at(self, local: datetime) -> timedelta | None:
        """Return the offset that the clock had nearest to that time."""
        if not self._offsets:
            return None
        if len(self._moments) != len(self._offsets):
            self._moments = sorted(self._offsets)
        place = bisect_left(self._moments, local)
        near = self._moments[max(place - 1, 0) : place + 1]
        return self._offsets[min(near, key=lambda moment: abs(moment - local))]


def publication_of(item: Item, clock: Clock) -> Publication:
    """Return how a page made of an item is published.

    Only what was published without a password is live, and nothing goes live later by itself.
    """
    now = timezone.now()
    written = clock.published_at(item.dates)
    first = _possible(written, now)
    if item.status == SCHEDULED or (item.is_public and written and written > now):
        return _scheduled(written, now)
    if not item.is_public:
        return _hidden(item, first if item.status in PUBLISHED else None)
    changed = _possible(clock.modified_at(item.dates), now)
    last = max(filter(None, (first, changed)), default=None)
    return Publication(True, first, last, has_impossible_date=first is None)


def _possible(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and has_archive(moment) and moment <= now else None


def _scheduled(moment: datetime | None, now: datetime) -> Publication:
    is_ahead = moment is not None and moment > now and moment.year < MAXYEAR
    if is_ahead:
        return Publication(False, go_live_at=moment, reason=Reason.SCHEDULED)
    return Publication(False, reason=Reason.MISSED_SCHEDULE)


def _hidden(item: Item, first: datetime | None) -> Publication:
    if item.password:
        return Publication(
            False, first, first, password=item.password[:255], reason=Reason.PASSWORD
        )
    reason = HIDDEN.get(item.status, Reason.UNKNOWN_STATUS)
    return Publication(False, first, first, reason=reason)
