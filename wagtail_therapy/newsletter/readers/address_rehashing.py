"""Moves the hashes of addresses to the key in use, so that the host can drop an older one."""

from collections import Counter
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count, Q
from django.db.models.functions import Left

from wagtail_therapy.conf import conf

from .. import email_addresses
from ..models import ConsentEvent, Delivery, Subscriber, Suppression


@dataclass(frozen=True)
class UnmovedHashes:
    """How many rows need an older key, because only the hashes of their addresses are left."""

    # The setting that holds the key; "" when none does.
    setting: str
    suppressions: int
    consent_events: int
    deliveries: int


def rehash() -> int:
    """Move all hashes of readers who still have an address; return how many rows changed.

    A mailing may run at the same time. Hashes that were already moved are left alone.
    """
    readers = Subscriber.objects.order_by("pk").values_list("pk", flat=True)
    return sum(_move_reader(pk) for pk in readers.iterator())


def unmoved_hashes() -> list[UnmovedHashes]:
    """Return the older keys of hashes that ``rehash`` cannot move."""
    counts = [
        _count(Suppression, "address_hash"),
        _count(ConsentEvent, "address_hash"),
        _count(Delivery, "email_hash"),
    ]
    settings = {
        email_addresses.key_id(key): name for name, key in reversed(conf.address_keys.items())
    }
    ids = {key_id for count in counts for key_id in count} - {
        email_addresses.key_id(conf.address_key)
    }
    return [
        UnmovedHashes(settings.get(key_id, ""), *(count[key_id] for count in counts))
        for key_id in sorted(ids)
    ]


def _move_reader(pk: int) -> int:
    with transaction.atomic():
        reader = Subscriber.objects.select_for_update().filter(pk=pk).first()
        if reader is None:
            return 0
        new, *known = email_addresses.address_hashes(reader.email)
        # The reader's own hash may be from a key that was lost.
        old = {*known, reader.address_hash} - {new}
        if not old:
            return 0
        here = Q(site=reader.site_id, address_hash__in=old)
        moved = _move_suppressions(reader, old, new)
        moved += ConsentEvent.objects.filter(here).update(address_hash=new)
        moved += Subscriber.objects.filter(here, pk=pk).update(address_hash=new)
    # Afterwards, because recording a provider's event locks the delivery first, then the reader.
    return moved + reader.deliveries.filter(email_hash__in=old).update(email_hash=new)


def _move_suppressions(reader: Subscriber, old: set[str], new: str) -> int:
    rows = list(Suppression.objects.filter(site=reader.site_id, address_hash__in=[new, *old]))
    if all(row.address_hash == new for row in rows):
        return 0
    rows.sort(key=lambda row: Suppression.FROM_WEAKEST.index(row.reason), reverse=True)
    kept, *others = [row.pk for row in rows]
    Suppression.objects.filter(pk__in=others).delete()
    Suppression.objects.filter(pk=kept).update(address_hash=new)
    return 1


def _count(model: type[models.Model], field: str) -> Counter[str]:
    rows = model._default_manager.exclude(**{field: ""}).order_by()
    counted = rows.values(key_id=Left(field, email_addresses.KEY_ID_LENGTH)).annotate(
        number=Count("pk")
    )
    return Counter(dict(counted.values_list("key_id", "number")))
