"""Everything that is stored about one address, for the owner who asks."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import email_addresses
from ..models import (
    ConsentEvent,
    Delivery,
    DigestEntry,
    FormerLink,
    ProviderEvent,
    ReaderEmail,
    Subscriber,
    Suppression,
)


@sensitive_variables()
def of(address: str, sites: Iterable[Site] | None = None) -> dict[str, Any]:
    """Return every row about a cleaned address on these sites, or on all, as plain values.

    Includes rows that have only its hash, with any key. Doesn't include what a mail server, a
    provider or a backup may store.
    """
    chosen = Site.objects.order_by("pk") if sites is None else sites
    found = [_on(site, address) for site in chosen]
    return {"address": address, "sites": [one for one in found if any(one["rows"].values())]}


@sensitive_variables()
def of_reader(reader: Subscriber) -> dict[str, Any]:
    """Return the same about a reader, on the site whose list they are on."""
    return {"address": reader.email, "sites": [_on(reader.site, reader.email)]}


@sensitive_variables()
def _on(site: Site, address: str) -> dict[str, Any]:
    hashes = email_addresses.address_hashes(address)
    key = email_addresses.address_key(address)
    readers = Subscriber.objects.filter(site=site, email_key=key)
    known = Q(address_hash__in=hashes) | Q(subscriber__in=readers)
    mails = Delivery.objects.filter(
        Q(email_hash__in=hashes) | Q(subscriber__in=readers), mailing__site=site
    )
    return {
        "site": site.hostname,
        "rows": {
            "subscriber": _rows(readers),
            "consent_events": _rows(
                ConsentEvent.objects.filter(known, site=site), "consent_text__text"
            ),
            "suppressions": _rows(Suppression.objects.filter(site=site, address_hash__in=hashes)),
            "deliveries": _rows(mails, "mailing__subject"),
            "digest_entries": _rows(
                DigestEntry.objects.filter(subscriber__in=readers), "mailing__subject"
            ),
            "provider_events": _rows(ProviderEvent.objects.filter(delivery__in=mails)),
            "emails": _rows(_emails(site, readers, address)),
            "former_links": _rows(FormerLink.objects.filter(subscriber__in=readers)),
            # Not the whole row: if it was entered by mistake, that is another person's.
            "new_addresses": list(
                Subscriber.objects.moving_to(address)
                .filter(site=site)
                .values("new_email", "new_email_requested_at")
            ),
            **_own_fields(readers),
        },
    }


@sensitive_variables()
def _own_fields(readers: QuerySet) -> dict[str, Any]:
    """Return what models of the host that are one to one with readers say about them."""
    hosts = [one for one in Subscriber._meta.related_objects if one.one_to_one]
    return {
        one.related_model._meta.label_lower: _rows(
            one.related_model._default_manager.filter(**{f"{one.field.name}__in": readers})
        )
        for one in hosts
    }


@sensitive_variables()
def _emails(site: Site, readers: QuerySet, address: str) -> QuerySet:
    theirs = Q(subscriber__in=readers) | Q(address__iexact=address)
    return ReaderEmail.objects.filter(theirs, subscriber__site=site)


def _rows(rows: QuerySet, *more: str) -> list[dict[str, Any]]:
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    return list(rows.order_by("pk").values(*columns, *more))
