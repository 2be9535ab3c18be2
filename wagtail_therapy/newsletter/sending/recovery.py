"""Takes back what workers that vanished had in hand."""

from .. import clock
from ..models import Delivery, Lease, Mailing
from ..transport.backends import Transport

State = Delivery.State


def take_back() -> None:
    """Queue again what vanished workers had claimed, and name what they were sending.

    Settings that can't send don't say whether a provider would know a message again. In a process
    that has them, what was being sent is left to the others.

    Safe to run at any time, by any number of processes; one or two queries when all are well.
    """
    touched = set(Delivery.objects.expired().order_by().values_list("mailing", flat=True))
    if touched:
        give_back_expired_claims()
        if Transport().can_send:
            repeat_vanished()
            give_up_on_vanished()
    Lease.objects.expired().delete()
    # Where others are at work, the count would overtake theirs. It is taken at the end.
    for mailing in Mailing.objects.without_worker().filter(pk__in=touched):
        mailing.recount()


def give_back_expired_claims() -> int:
    """Queue again what a vanished worker had claimed, but not begun to send. Return how many."""
    return Delivery.objects.expired().release_claims()


def repeat_vanished() -> int:
    """Queue again what a vanished worker was sending, where a provider knows it by its key."""
    window = Transport().same_key_window
    if window is None:
        return 0
    known = Delivery.objects.expired().filter(first_attempt_at__gt=clock.now() - window)
    return known.filter(state=State.SENDING).update(
        state=State.QUEUED, claim=None, lease=None, error_class="worker vanished"
    )


def give_up_on_vanished() -> int:
    """Call unknown what a vanished worker was sending. It may have arrived: no second try."""
    sending = Delivery.objects.expired().filter(state=State.SENDING)
    return sending.update(state=State.UNKNOWN, lease=None, error_class="worker vanished")
