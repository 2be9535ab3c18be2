"""Subscribed readers in the columns that other newsletter services document for their imports.

A spreadsheet runs some cells as formulas, and a service would keep what protects against that as a
part of the address. So the few readers whose address begins like a formula are left out.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Site

from ..models import Subscriber
from . import list_export
from .subscriber_files import own_format

# The heading of each column, and what is in it.
Columns = dict[str, Callable[[Subscriber], Any]]
FIELDS = ["email", "language", "confirmed_at"]


def _email(reader: Subscriber) -> str:
    return reader.email


def _confirmed(reader: Subscriber) -> Any:
    return reader.confirmed_at


GHOST: Columns = {
    "email": _email,
    "subscribed_to_emails": lambda reader: "true",
    "created_at": _confirmed,
}
BUTTONDOWN: Columns = {"email": _email, "creation_date": _confirmed}
LISTMONK: Columns = {"email": _email, "name": lambda reader: "", "attributes": lambda reader: "{}"}
MAILCHIMP: Columns = {"Email Address": _email, "Language": lambda reader: reader.language}


def subscribed(site: Site) -> QuerySet:
    return Subscriber.objects.filter(site=site).mailable().exclude(_like_a_formula())


def left_out(site: Site) -> QuerySet:
    """Return the subscribed readers who are in no service's file."""
    return Subscriber.objects.filter(site=site).mailable().filter(_like_a_formula())


def stream(columns: Columns, site: Site) -> Iterator[bytes]:
    """Yield a table of the subscribed readers piece by piece, one query for each batch."""
    yield own_format.as_csv([columns]).encode()
    for batch in list_export.batches(subscribed(site), FIELDS):
        readers = [Subscriber(**dict(zip(FIELDS, values, strict=True))) for values in batch]
        rows = [[cell(reader) for cell in columns.values()] for reader in readers]
        yield own_format.as_csv(rows).encode()


def _like_a_formula() -> Q:
    return reduce(or_, (Q(email__startswith=sign) for sign in own_format.FORMULAS))
