"""Takes an import back, as long as none of its readers was emailed or has confirmed anything."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from .. import audit_log, clock
from ..models import ConsentEvent, Delivery, Subscriber, SubscriberImport, Suppression

Kind = ConsentEvent.Kind
# A list that we exported brings the proof of what its readers did elsewhere.
ADDED = [Kind.IMPORTED, Kind.INVITED, Kind.REQUESTED, Kind.CONFIRMED]
State = SubscriberImport.State
STOPS = [Kind.UNSUBSCRIBED, Kind.COMPLAINED, Kind.SUPPRESSED]


class CannotUndoError(Exception):
    """An import can't be taken back.

    ``readers`` of it were emailed or have confirmed; if none, it is running, or it was undone.
    """

    def __init__(self, readers: int = 0):
        super().__init__(readers)
        self.readers = readers


def undo(done: SubscriberImport, by: str, user: Any = None) -> int:
    """Delete the readers that an import added and the addresses it stopped; return how many.

    Keeps those who did something themselves since, and their proof. Raises CannotUndoError.
    """
    with transaction.atomic():
        begun = SubscriberImport.objects.select_for_update().get(pk=done.pk)
        if begun.state not in SubscriberImport.ENDED:
            raise CannotUndoError
        if readers := _reached(begun).count():
            raise CannotUndoError(readers)
        number = _delete_suppressions(begun) + _delete_readers(begun)
        begun.state, begun.undone_at = State.UNDONE, clock.now()
        begun.save(update_fields=["state", "undone_at"])
        begun.report_parts.all().delete()
        audit_log.record_import(begun, audit_log.UNDO_IMPORT, number, by=by, user=user)
    return number


def reached(done: SubscriberImport) -> int:
    """Return how many readers of an import were emailed, or have confirmed something."""
    return _reached(done).count()


def _reached(begun: SubscriberImport) -> QuerySet:
    emailed = Delivery.objects.filter(subscriber=OuterRef("pk"))
    later = ConsentEvent.objects.exclude(subscriber_import=begun)
    confirmed = later.filter(subscriber=OuterRef("pk"), kind=Kind.CONFIRMED)
    # A worker may be sending it.
    is_asked = Q(confirmation_sent_at__isnull=False) | Q(confirmation_attempts__gt=0)
    return _added(begun).filter(is_asked | Exists(emailed) | Exists(confirmed))


def _added(begun: SubscriberImport) -> QuerySet:
    added = begun.consent_events.filter(kind__in=ADDED, subscriber=OuterRef("pk"))
    return Subscriber.objects.filter(Exists(added), site=begun.site_id)


def _delete_readers(begun: SubscriberImport) -> int:
    later = ConsentEvent.objects.filter(subscriber=OuterRef("pk")).exclude(subscriber_import=begun)
    unchanged = _added(begun).filter(~Exists(later))
    # Locked, so that no worker begins to send to them.
    locked = unchanged.select_for_update().filter(confirmation_attempts=0)
    readers = list(locked.values_list("pk", flat=True))
    begun.consent_events.filter(subscriber__in=readers).delete()
    Subscriber.objects.filter(pk__in=readers).delete()
    return len(readers)


def _delete_suppressions(begun: SubscriberImport) -> int:
    """Delete those that this import alone made, and let its readers be emailed as before."""
    stopped = begun.consent_events.filter(kind=Kind.SUPPRESSED)
    others = ConsentEvent.objects.filter(
        site=begun.site_id, address_hash=OuterRef("address_hash"), kind__in=STOPS
    ).exclude(subscriber_import=begun)
    ours = list(stopped.filter(~Exists(others)).values_list("address_hash", flat=True))
    stopped.filter(address_hash__in=ours).delete()
    made = Suppression.objects.filter(
        site=begun.site_id, address_hash__in=ours, created_at__gte=begun.created_at
    )
    number, _by_model = made.delete()
    _restore(begun, ours)
    return number


def _restore(begun: SubscriberImport, hashes: list[str]) -> None:
    """Let readers of an earlier import be emailed again if this one stopped them."""
    stopped = Subscriber.objects.filter(
        site=begun.site_id, address_hash__in=hashes, status=Subscriber.Status.SUPPRESSED
    )
    for reader in stopped:
        reader.lift(is_wanted=True)
