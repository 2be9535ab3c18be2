"""Counts why readers leave, without storing who said so."""

from typing import Any

from django.core.cache import cache
from wagtail.models import Site

from wagtail_therapy.content import local_dates

from ..models import LeavingReason
from .subscribe_throttle import fingerprint

DAY = 86_400


def give(site: Site, reason: Any, link: str) -> None:
    """Count a reader's reason, once a day for each link, so that a double click isn't two readers.

    Only the cache knows the link, under a code that can't be traced back to it.
    """
    if _is_first(link):
        LeavingReason.count(site, reason, local_dates.today())


def _is_first(link: str) -> bool:
    key = f"wagtail_therapy.leaving_reason.{fingerprint('leaving', link)}"
    try:
        return cache.add(key, True, DAY)
    except Exception:  # noqa: BLE001 -- each cache backend has errors of its own
        return True
