"""The whole list of a site as a ZIP of tables, which can be imported elsewhere without a loss."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from wagtail.models import Site

from ..models import ConsentEvent, ConsentText, Subscriber, Suppression
from .subscriber_files import own_format

# Rows that are read with one query, and are in memory together.
BATCH = 2_000


class Chunks(io.RawIOBase):
    """Takes what a ZIP archive writes, until it is sent."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self.written)
        self.written.clear()
        return taken


def stream(site: Site) -> Iterator[bytes]:
    """Yield the archive piece by piece, with one query for each batch of rows."""
    chunks = Chunks()
    with zipfile.ZipFile(chunks, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables(site).items():
            # A million readers may take more than 4 GB of text.
            with archive.open(name, "w", force_zip64=True) as table:
                for part in _parts(name, rows):
                    table.write(part.encode())
                    yield chunks.take()
    yield chunks.take()


def tables(site: Site) -> dict[str, QuerySet]:
    """Return the rows of each table, with a column for each of its names."""
    events = ConsentEvent.objects.filter(site=site)
    suppression = Suppression.objects.filter(
        site=OuterRef("site_id"), address_hash=OuterRef("address_hash")
    )
    # A reader's own is beside the address, from which another host can make its own hash.
    readers = Subscriber.objects.filter(
        site=OuterRef("site_id"), address_hash=OuterRef("address_hash")
    )
    return {
        own_format.TEXTS: ConsentText.objects.filter(pk__in=events.values("consent_text")),
        own_format.SUBSCRIBERS: Subscriber.objects.filter(site=site).annotate(
            suppressed_for=Subquery(suppression.values("reason")),
            suppressed_since=Subquery(suppression.values("created_at")),
        ),
        own_format.EVENTS: events.annotate(
            uuid=F("subscriber__uuid"), text_hash=F("consent_text__text_hash")
        ),
        own_format.SUPPRESSIONS: Suppression.objects.filter(~Exists(readers), site=site),
    }


def _parts(name: str, rows: QuerySet) -> Iterator[str]:
    columns = own_format.COLUMNS[name]
    yield own_format.BOM + own_format.as_csv([columns])
    for batch in batches(rows, columns):
        yield own_format.as_csv(batch)


def batches(rows: QuerySet, columns: Iterable[str]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the values of some rows at a time, in the order of their keys."""
    rows = rows.order_by("pk").values_list(*columns, "pk")
    batch = list(rows[:BATCH])
    while batch:
        yield [row[:-1] for row in batch]
        batch = list(rows.filter(pk__gt=batch[-1][-1])[:BATCH])
