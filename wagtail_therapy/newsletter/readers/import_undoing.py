"""Takes an import back, as long as none of its readers was emailed."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from .. import audit_log, clock
from ..models import ConsentEvent, Delivery, Subscriber, SubscriberImport, Suppression

Kind = ConsentEvent.Kind
# A list that we exported brings the proof of what its readers did elsewhere.
ADDED = [Kind.IMPORTED, Kind.REQUESTED, Kind.CONFIRMED]
STOPS = [Kind.UNSUBSCRIBED, Kind.COMPLAINED, Kind.SUPPRESSED]


class CannotUndoError(Exception):
    """An import can't be taken back, because ``readers`` of it were emailed, or it was before."""

    def __init__(self, readers: int = 0):
        super().__init__(readers)
        self.readers = readers


def undo(done: SubscriberImport, by: str) -> int:
    """Delete the readers that an import added and the addresses it stopped; return how many.

    Keeps those who did something themselves since, and their proof. Raises CannotUndoError.
    """
    with transaction.atomic():
        begun = SubscriberImport.objects.select_for_update().get(pk=done.pk)
        emailed = _emailed(begun).count()
        if begun.undone_at or emailed:
            raise CannotUndoError(emailed)
        number = _delete_suppressions(begun) + _delete_readers(begun)
        begun.undone_at = clock.now()
        begun.save(update_fields=["undone_at"])
        audit_log.record_import(begun, audit_log.UNDO_IMPORT, number, by=by)
    return number


def _emailed(begun: SubscriberImport) -> QuerySet:
    return Delivery.objects.filter(subscriber__in=_added(begun))


def _added(begun: SubscriberImport) -> QuerySet:
    added = begun.consent_events.filter(kind__in=ADDED, subscriber=OuterRef("pk"))
    return Subscriber.objects.filter(Exists(added), site=begun.site_id)


def _delete_readers(begun: SubscriberImport) -> int:
    later = ConsentEvent.objects.filter(subscriber=OuterRef("pk")).exclude(subscriber_import=begun)
    unchanged = _added(begun).filter(~Exists(later))
    readers = list(unchanged.values_list("pk", flat=True))
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
