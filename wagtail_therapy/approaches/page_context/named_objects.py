"""The authors, notes and claims that the page of an approach names, read once for many visitors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from wagtail_therapy.approaches.evidence.claims import Claim
from wagtail_therapy.authors.bios import are_unchanged
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.models import ContentNote


@dataclass(frozen=True)
class NamedObjects:
    authors: list[Author]
    offering_authors: list[Author]
    content_notes: list[ContentNote]
    claims: list[Claim]


def named_objects(approach: Any, request: HttpRequest) -> NamedObjects:
    """Return what an approach names, from the cache unless an author has changed since."""
    if not approach.live:
        return _read(approach)
    key = ("named", approach._meta.label, approach.pk, approach.last_published_at)
    read: list[NamedObjects] = []

    def build() -> NamedObjects:
        read.append(_read(approach))
        return read[0]

    found = cached(key, build, request)
    people = [*found.authors, *found.offering_authors]
    return found if read or are_unchanged(people) else _read(approach)


def remember_named(approach: Any, request: HttpRequest) -> NamedObjects:
    """Return the same, and have the approach's own methods return it during this request.

    Its notices, metadata and structured data ask for it, too.
    """
    found = named_objects(approach, request)
    approach.listed_authors = found.authors
    approach.listed_content_notes = found.content_notes
    approach.listed_claims = found.claims
    return found


def _read(approach: Any) -> NamedObjects:
    found = NamedObjects(
        approach.get_authors(),
        approach.get_offering_authors(),
        approach.get_content_notes(),
        approach.get_claims(),
    )
    for row in _rows(found.claims):
        _drop_page(row, type(approach))
    return found


def _rows(claims: list[Claim]) -> Iterator[Any]:
    for claim in claims:
        yield claim.row
        yield from (one.row for one in claim.statements)


def _drop_page(row: Any, page_model: Any) -> None:
    # Otherwise each cached row would contain the whole text of the page.
    for key in row._meta.concrete_fields:
        if key.is_relation and key.is_cached(row) and issubclass(page_model, key.related_model):
            key.delete_cached_value(row)
