"""Which readers get a mailing, by the kind of mailing."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from .. import clock
from ..models import Mailing, Subscriber


def candidates(mailing: Mailing) -> QuerySet:
    """Return the readers who should get a mailing, including those who may not be mailed now."""
    return BY_KIND[mailing.kind](mailing)


def recipients(mailing: Mailing) -> QuerySet:
    """Return the readers who get a mailing."""
    return candidates(mailing).mailable()


def confirmed_before(mailing: Mailing) -> QuerySet:
    """Return the readers of its site who had confirmed when a mailing was made."""
    # Readers who confirmed in the future did so before the clock was set back.
    confirmed = Q(confirmed_at__lte=mailing.created_at) | clock.is_ahead("confirmed_at")
    return Subscriber.objects.filter(
        confirmed, site_id=mailing.site_id, status=Subscriber.Status.ACTIVE
    )


def _of_post(mailing: Mailing) -> QuerySet:
    return confirmed_before(mailing).filter(frequency=Subscriber.Frequency.INSTANT)


BY_KIND: dict[Any, Callable[[Mailing], QuerySet]] = {
    Mailing.Kind.POST: _of_post,
}
