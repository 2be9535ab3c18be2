"""How often readers get emails, as they choose it themselves."""

from typing import Any

from django.db import transaction

from ..models import ConsentEvent, Subscriber
from . import subscriptions


def choose(subscriber: Subscriber, frequency: Any) -> bool:
    """Email a reader as often as they say. The practice can't change that any more.

    False: they had chosen this already, or have left.
    """
    if subscriber.is_frequency_chosen and subscriber.frequency == frequency:
        return False
    with transaction.atomic():
        if not subscriber.choose_frequency(frequency):
            return False
        subscriptions.record(subscriber, ConsentEvent.Kind.FREQUENCY, ConsentEvent.Method.LINK)
    return True
