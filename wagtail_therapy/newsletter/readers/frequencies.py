"""How often readers get emails, as they choose it themselves."""

from typing import Any

from ..models import Subscriber


def choose(subscriber: Subscriber, frequency: Any) -> bool:
    """Email a reader as often as they say. The practice can't change that any more.

    False: they have left.
    """
    subscribed = Subscriber.objects.filter(pk=subscriber.pk, status__in=Subscriber.SUBSCRIBED)
    chosen = subscribed.update(frequency=frequency, is_frequency_chosen=True)
    subscriber.refresh_from_db()
    return bool(chosen)
