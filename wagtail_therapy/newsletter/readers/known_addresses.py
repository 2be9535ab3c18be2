"""What a site knows of the addresses in some rows of an imported file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import email_addresses
from ..models import ConsentEvent, Subscriber, SubscriberImport, Suppression
from .import_outcomes import Known
from .subscriber_files.records import Record

Kind = ConsentEvent.Kind
OWN_ACTS = [
    *(Kind.REQUESTED, Kind.CONFIRMED),
    *(Kind.FREQUENCY, Kind.PAUSED, Kind.RESUMED, Kind.NEW_ADDRESS),
]

Hashes = dict[str, list[str]]


@sensitive_variables()
def hashes_of(batch: Iterable[Record]) -> Hashes:
    """Return the hashes of each address under every key, by the key of its spellings."""
    addresses = {
        email_addresses.address_key(one.address): one.address for one in batch if one.address
    }
    return {key: email_addresses.address_hashes(address) for key, address in addresses.items()}


@sensitive_variables()
def known_addresses(
    site: Site, hashes: Hashes, begun: SubscriberImport | None = None
) -> dict[str, Known]:
    """Return what the site knows of each address that it knows, by the key of its spellings.

    What ``begun`` itself has changed is marked as repeated.
    """
    keys = {one: key for key, many in hashes.items() for one in many}
    found = {
        key: Known(status, is_imported=not is_own)
        for key, status, is_own in _known_readers(site, hashes)
    }
    for address_hash, reason in _known_reasons(site, keys):
        found.setdefault(keys[address_hash], Known()).reason = reason
    for address_hash, kind, repeated in _known_events(site, keys, begun):
        one = found.setdefault(keys[address_hash], Known())
        one.is_erased |= kind == Kind.ERASED
        one.is_invited |= kind == Kind.INVITED
        one.is_repeated |= bool(repeated)
    return found


def _known_readers(site: Site, keys: Iterable[str]) -> Iterator[Any]:
    own = ConsentEvent.objects.filter(subscriber=OuterRef("pk"), kind__in=OWN_ACTS)
    readers = Subscriber.objects.filter(email_key__in=keys).annotate(is_own=Exists(own))
    return _of_site(site, readers, "email_key", "status", "is_own")


def _known_reasons(site: Site, hashes: Iterable[str]) -> Iterator[Any]:
    known = Suppression.objects.filter(address_hash__in=hashes)
    return _of_site(site, known, "address_hash", "reason")


def _known_events(
    site: Site, hashes: Iterable[str], begun: SubscriberImport | None
) -> Iterator[Any]:
    is_repeated = _was_written_by(begun) if begun else Q(pk=None)
    events = ConsentEvent.objects.filter(address_hash__in=hashes).annotate(repeated=is_repeated)
    kept = events.filter(Q(kind__in=[Kind.ERASED, Kind.INVITED]) | Q(repeated=True))
    return _of_site(site, kept, "address_hash", "kind", "repeated")


def _of_site(site: Site, rows: QuerySet, *names: str) -> Iterator[Any]:
    """Yield values of the rows of a site.

    Not asked of the database: before an import's rows have statistics, PostgreSQL takes a site
    for small, and looks at all of its rows for each batch.
    """
    return (
        values for *values, site_id in rows.values_list(*names, "site_id") if site_id == site.pk
    )


def _was_written_by(begun: SubscriberImport) -> Q:
    """Select what this import has written, even where it isn't named: see ``_stop``.

    No other import of the same site is at work meanwhile.
    """
    unnamed = Q(subscriber_import=None, method=ConsentEvent.Method.IMPORT)
    return Q(subscriber_import=begun) | (unnamed & Q(created_at__gte=begun.started_at))
