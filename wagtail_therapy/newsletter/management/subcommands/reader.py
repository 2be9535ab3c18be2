"""``therapy_mail reader``: what is known of one reader, for a person who may use the shell.

The address is typed or piped in. As an argument it would stay in the shell's history, and every
user of the machine could read it in the list of processes.
"""

import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand
from django.db.models import Q, QuerySet
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import ConsentEvent, Delivery, Subscriber, Suppression

from . import address_argument, output

HELP = "Asks for an address, and shows what is known of its reader on each site, without it."
LAST = 5
Status = Subscriber.Status


def add_arguments(parser: ArgumentParser) -> None:
    """Take none: see above."""


@sensitive_variables()
def handle(command: BaseCommand, **options: Any) -> None:
    address = address_argument.clean(_ask() if sys.stdin.isatty() else "-")
    with translation.override("en"):
        found = [line for site in Site.objects.order_by("pk") for line in _on(site, address)]
    command.stdout.write("\n".join(found or ["Nothing is known of this address."]))


def _ask() -> str:
    return getpass.getpass("Address (not shown): ")


@sensitive_variables()
def _on(site: Site, address: str) -> Iterator[str]:
    hashes = email_addresses.address_hashes(address)
    reader = Subscriber.objects.filter(
        site=site, email_key=email_addresses.address_key(address)
    ).first()
    known = Q(subscriber=reader) if reader else Q(pk=None)
    lines = [
        *_reader(reader),
        *_suppressions(Suppression.objects.filter(site=site, address_hash__in=hashes)),
        *_consent(ConsentEvent.objects.filter(known | Q(address_hash__in=hashes), site=site)),
        *_deliveries(Delivery.objects.filter(known | Q(email_hash__in=hashes), mailing__site=site)),
    ]
    if lines:
        yield site.hostname
        yield from (f"  {line}" for line in lines)


def _reader(reader: Subscriber | None) -> Iterator[str]:
    if reader is None:
        return
    since = {
        Status.PENDING: reader.created_at,
        Status.ACTIVE: reader.confirmed_at,
    }.get(Status(reader.status), reader.unsubscribed_at)
    state = reader.get_status_display()
    yield f"Reader {reader.pk}: {state}" + (f" since {output.cell(since)}" if since else "")
    if reader.confirmation_due_at:
        yield f"Waits for a confirmation email since {output.cell(reader.requested_at)}"


def _suppressions(rows: QuerySet) -> Iterator[str]:
    for row in rows:
        yield f"Not mailed since {output.cell(row.created_at)}: {row.get_reason_display()}"


def _consent(rows: QuerySet) -> Iterator[str]:
    for row in rows.order_by("-pk")[:LAST]:
        how = row.get_method_display()
        yield f"{output.cell(row.created_at)}: {row.get_kind_display()}, by {how}"


def _deliveries(rows: QuerySet) -> Iterator[str]:
    for row in rows.select_related("mailing").order_by("-pk")[:LAST]:
        reason = f" ({row.error_class})" if row.error_class else ""
        when = output.cell(row.mailing.frozen_at or row.mailing.created_at)
        yield f"{when}: mailing {row.mailing_id} {row.get_state_display()}{reason}"
