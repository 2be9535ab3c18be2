"""What happened after a mailing, as mail servers and readers say it. No reading is recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from wagtail.models import Site

from .. import clock
from ..models import ConsentEvent, Delivery, Mailing, ProviderEvent
from ..models.event_types import REFUSALS, EventType

Kind = ConsentEvent.Kind


@dataclass(frozen=True)
class Statistics:
    """How many recipients' servers took it, how many came back or complained; how many left since.

    ``left`` counts readers of the site who left before its next mailing.
    """

    accepted: int
    bounced: int
    complained: int
    left: int


def of(mailing: Mailing) -> Statistics:
    """Count what happened. ``mailing`` was frozen."""
    begun = mailing.frozen_at or mailing.created_at
    following = Mailing.objects.filter(site=mailing.site_id, frozen_at__gt=begun)
    until = following.order_by("frozen_at").values_list("frozen_at", flat=True).first()
    return Statistics(
        accepted=mailing.sent,
        bounced=_bounced(mailing),
        complained=_complained(mailing),
        left=left_between(mailing.site, begun, until or clock.now()),
    )


def left_between(site: Site, begin: datetime, end: datetime) -> int:
    """Return how many readers of a site left, or were taken off the list, in that time."""
    kinds: list[Any] = [Kind.UNSUBSCRIBED, Kind.COMPLAINED, Kind.SUPPRESSED, Kind.ERASED]
    return _people(site, kinds, begin, end)


def joined_between(site: Site, begin: datetime, end: datetime) -> int:
    """Return how many readers confirmed, were added or imported in that time."""
    return _people(site, [Kind.CONFIRMED, Kind.IMPORTED], begin, end)


def _people(site: Site, kinds: list[Any], begin: datetime, end: datetime) -> int:
    events = ConsentEvent.objects.filter(
        site=site, kind__in=kinds, created_at__gte=begin, created_at__lt=end
    )
    # A person who left and was erased has two events.
    return events.aggregate(number=Count("address_hash", distinct=True))["number"]


def _bounced(mailing: Mailing) -> int:
    """Return how many came back. After their deliveries are deleted, it is not known any more."""
    if not mailing.kept_failed:
        return 0
    reasons = [f"reported as {kind.value}" for kind in REFUSALS]
    failed = mailing.deliveries.filter(state=Delivery.State.FAILED)
    return failed.filter(error_class__in=reasons).count()


def _complained(mailing: Mailing) -> int:
    complaints = ProviderEvent.objects.filter(
        event_type=EventType.COMPLAINED, delivery__mailing=mailing.pk
    )
    return complaints.aggregate(number=Count("delivery", distinct=True))["number"]
