"""Readers who want no emails for some time. What is published meanwhile isn't sent later."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from .. import clock
from ..models import ConsentEvent, Subscriber
from . import subscriptions

Kind, Method = ConsentEvent.Kind, ConsentEvent.Method


def pause(subscriber: Subscriber, until: datetime) -> bool:
    """Send a reader nothing until then, or change the end of a pause. False: they have left."""
    with transaction.atomic():
        if not subscriber.pause(until, clock.now()):
            return False
        subscriptions.record(subscriber, Kind.PAUSED, Method.LINK)
    return True


def resume(subscriber: Subscriber) -> bool:
    """End a reader's pause. False: there is none."""
    with transaction.atomic():
        if not subscriber.resume(clock.now()):
            return False
        subscriptions.record(subscriber, Kind.RESUMED, Method.LINK)
    return True


def resume_due() -> int:
    """End the pauses whose time is over; return how many. Any number of processes may run it."""
    over = Subscriber.objects.filter(status=Subscriber.Status.PAUSED, paused_until__lte=clock.now())
    return over.update(
        status=Subscriber.Status.ACTIVE, resumed_at=F("paused_until"), paused_until=None
    )
