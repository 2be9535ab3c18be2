"""Recovers deliveries that vanished workers had claimed or were sending."""

from .. import clock
from ..models import Delivery, Lease, Mailing
from ..signals import DeliveryResult
from ..transport.backends import Transport

State = Delivery.State


def recover() -> None:
    """Requeue what vanished workers had claimed, and settle or requeue what they were sending.

    A process whose settings can't send leaves the latter to others: only the right settings say
    whether the provider supports idempotency keys.

    Any number of processes may run it at any time. It takes one or two queries if all is well.
    """
    touched = set(Delivery.objects.expired().order_by().values_list("mailing", flat=True))
    if touched:
        requeue_expired_claims()
        if Transport().can_send:
            requeue_repeatable()
            mark_unknown()
    Lease.objects.expired().delete()
    # While workers are busy, they add their own results. The mailing is counted at its end.
    for mailing in Mailing.objects.without_worker().filter(pk__in=touched):
        mailing.recount()


def requeue_expired_claims() -> int:
    """Requeue what a vanished worker had claimed but not begun to send. Return how many."""
    return Delivery.objects.expired().release_claims()


def requeue_repeatable() -> int:
    """Requeue what a vanished worker was sending, if the provider recognises it by its key."""
    window = Transport().idempotency_window
    if window is None:
        return 0
    known = Delivery.objects.expired().filter(first_attempt_at__gt=clock.now() - window)
    return known.filter(state=State.SENDING).update(
        state=State.QUEUED, claim=None, lease=None, error_class="worker vanished"
    )


def mark_unknown() -> int:
    """Mark as unknown what a vanished worker was sending: it may have arrived."""
    sending = Delivery.objects.expired().filter(state=State.SENDING)
    vanished = {"lease": None, "error_class": "worker vanished"}
    return sending.settle(State.UNKNOWN, DeliveryResult.UNKNOWN, **vanished)
