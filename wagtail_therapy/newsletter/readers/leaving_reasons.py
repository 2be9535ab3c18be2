"""Counts why readers leave, without storing who said so."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Sum
from wagtail.models import Site

from wagtail_therapy.content.dates import local_dates

from ..models import LeavingReason
from .subscribe_throttle import fingerprint

DAY = 86_400
YEAR = timedelta(days=365)


def give(site: Site, reason: Any, link: str) -> None:
    """Count a reader's reason, once a day for each link, so that a double click isn't two readers.

    Only the cache knows the link, under a code that can't be traced back to it.
    """
    if _is_first(link):
        LeavingReason.count(site, reason, local_dates.today())


def in_last_year(sites: Iterable[Site]) -> list[tuple[Any, int]]:
    """Return how often each reason was given on these sites, the most frequent first."""
    since = (local_dates.today() - YEAR).replace(day=1)
    given = LeavingReason.objects.filter(
        site__in=[site.pk for site in sites], month__gte=since, number__gt=0
    )
    totals = given.values_list("reason").annotate(total=Sum("number")).order_by("-total", "reason")
    labels = dict(LeavingReason.Reason.choices)
    return [(labels[reason], total) for reason, total in totals]


def _is_first(link: str) -> bool:
    key = f"wagtail_therapy.leaving_reason.{fingerprint('leaving', link)}"
    try:
        return cache.add(key, True, DAY)
    except Exception:  # noqa: BLE001 -- each cache backend has errors of its own
        return True
