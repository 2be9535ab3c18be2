"""Adds a reader who told the practice that they want its emails: on paper, or by telephone."""

from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock, email_addresses
from ..models import ConsentEvent, ConsentText, Subscriber, Suppression
from ..signals import subscriber_confirmed
from . import reader_log, subscriptions


class CannotAddError(Exception):
    """An address must not be mailed, for the ``reason`` of its suppression; None: it is mailed."""

    def __init__(self, reason: Any = None):
        super().__init__(reason)
        self.reason = reason


@sensitive_variables()
def add(
    site: Site, address: str, statement: str, *, language: str, by: str, user: Any = None
) -> Subscriber:
    """Put a cleaned address on the list, with the words of where and when its owner agreed.

    Sends nothing. Raises CannotAddError, which has no address: who left, bounced, complained or
    refused stays away, and comes back only by their own act.
    """
    hashes = email_addresses.address_hashes(address)
    with transaction.atomic():
        reader = _locked(site, address, language, hashes)
        if suppression := Suppression.objects.filter(site=site, address_hash__in=hashes).first():
            raise CannotAddError(Suppression.Reason(suppression.reason))
        if not reader.confirm(reader.token_version, clock.now()):
            raise CannotAddError
        subscriptions.record(
            reader,
            ConsentEvent.Kind.CONFIRMED,
            ConsentEvent.Method.ADMIN,
            consent_text=ConsentText.store(statement, language),
            by=by,
        )
        reader_log.record_reader(reader, reader_log.ADD, user=user, by=by)
    subscriber_confirmed.send_robust(sender=Subscriber, subscriber=reader)
    return reader


@sensitive_variables()
def _locked(site: Site, address: str, language: str, hashes: list[str]) -> Subscriber:
    """Return the reader with an address, locked; a new one is waiting for confirmation."""
    key, now = email_addresses.address_key(address), clock.now()
    newcomer = Subscriber(
        site=site,
        email=address,
        email_key=key,
        address_hash=hashes[0],
        language=language,
        created_at=now,
        requested_at=now,
    )
    Subscriber.objects.bulk_create([newcomer], ignore_conflicts=True)
    return Subscriber.objects.select_for_update().get(site=site, email_key=key)
