"""How many readers a list had month by month, without anyone who could be recognised."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_therapy.content.dates import local_dates

from ..models import ConsentEvent, Subscriber, Suppression
from .subscriber_files import own_format

Kind = ConsentEvent.Kind
JOINED = [Kind.CONFIRMED, Kind.IMPORTED]
LEFT = [Kind.UNSUBSCRIBED, Kind.COMPLAINED, Kind.SUPPRESSED, Kind.ERASED]
# Fewer people could be recognised.
FEWEST = 5


@dataclass(frozen=True)
class Month:
    """How many joined and left in a month, and how many were subscribed at its end."""

    first: date
    joined: int
    left: int
    subscribed: int

    @property
    def shown(self) -> tuple[str, str, str]:
        """Return the three numbers, without those of so few people that they could be known."""
        is_exact = not any(0 < number < FEWEST for number in (self.joined, self.left))
        near = round(self.subscribed / FEWEST) * FEWEST
        total = str(self.subscribed) if is_exact else _("about %(number)d") % {"number": near}
        return in_words(self.joined), in_words(self.left), total


def in_words(number: int) -> str:
    """Return a number of readers as it may be told."""
    few = _("fewer than %(number)d") % {"number": FEWEST}
    return few if 0 < number < FEWEST else str(number)


def of(sites: Iterable[Site]) -> list[Month]:
    """Return the months from the first reader of these sites together until now."""
    joined, left = _counted(list(sites))
    months, subscribed = [], 0
    for first in _months_since(min([*joined, *left], default=None)):
        subscribed += joined[first] - left[first]
        months.append(Month(first, joined[first], left[first], subscribed))
    return months


def stream(site: Site) -> Iterator[bytes]:
    """Yield a table of the months. It names no one, so it may be handed on."""
    header = [_("month"), _("joined"), _("left"), _("subscribed at the end of the month")]
    rows = [[f"{month.first:%Y-%m}", *month.shown] for month in of([site])]
    yield (own_format.BOM + own_format.as_csv([header, *rows])).encode()


def _counted(sites: list[Site]) -> tuple[Counter[date], Counter[date]]:
    """Return how many readers joined and left by the first days of months."""
    readers = Subscriber.objects.filter(site__in=sites, confirmed_at__isnull=False)
    joined = _by_month(readers, "confirmed_at")
    left = _by_month(readers.filter(unsubscribed_at__isnull=False), "unsubscribed_at")
    for first, last in _of_the_gone(sites):
        joined[first] += 1
        left[last] += 1
    return joined, left


def _by_month(readers: Any, column: str) -> Counter[date]:
    month = TruncMonth(column, tzinfo=local_dates.local_timezone())
    rows = readers.order_by().values(month=month).annotate(number=Count("pk"))
    return Counter({_first_of(row["month"]): row["number"] for row in rows})


def _of_the_gone(sites: list[Site]) -> Iterator[tuple[date, date]]:
    """Yield when readers joined and left whose addresses are deleted."""
    suppression = Suppression.objects.filter(
        site=OuterRef("site_id"), address_hash=OuterRef("address_hash")
    )
    gone = ConsentEvent.objects.filter(site__in=sites, subscriber=None).order_by()
    rows = gone.values("site_id", "address_hash").annotate(
        joined=Min("created_at", filter=Q(kind__in=JOINED)),
        left=Max("created_at", filter=Q(kind__in=LEFT)),
        # The only trace of an email that came back.
        stopped=Subquery(suppression.values("created_at")),
    )
    known = rows.filter(joined__isnull=False).values_list("joined", "left", "stopped")
    for joined, left, stopped in known.iterator():
        if last := left or stopped:
            yield _first_of(joined), _first_of(max(joined, last))


def _first_of(moment: Any) -> date:
    return local_dates.local_date(moment).replace(day=1)


def _months_since(first: date | None) -> Iterator[date]:
    month = first or local_dates.today().replace(day=1)
    while month <= local_dates.today():
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
