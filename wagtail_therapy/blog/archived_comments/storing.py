"""Stores the comments of an old site with the post that they are about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.dates.mixin import has_archive

from ..models import ArchivedComment, ErasedComment
from .display import show_changes
from .names import shortened
from .texts import plain_text

BATCH = 500
FIELDS = ["parent_key", "name", "text", "written_at", "is_by_author"]


@dataclass(frozen=True)
class OldComment:
    """A comment that everyone could read on the old site, as an import found it.

    ``key`` is the same each time, and no other comment of any site has it: it names the old site,
    such as ``"old.example 42"``. ``name`` is what ``shortened()`` returned. ``text`` is HTML.
    """

    key: str
    name: str = field(repr=False)
    text: str = field(repr=False)
    written_at: datetime | None = None
    parent_key: str = ""
    is_by_author: bool = False


class Stored(NamedTuple):
    """How many comments were new, changed and as before, and how many stayed erased."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    erased: int = 0


@sensitive_variables()
def store(page: Any, comments: Iterable[OldComment]) -> Stored:
    """Store approved comments of a post, and return what became of them.

    A second run adds nothing twice, and changes what is different, such as the names. Comments that
    were erased stay erased. Comments that aren't given any more stay, too.

    It doesn't store a comment without a text, and doesn't ask which comments were approved.
    """
    return store_all([(page, comments)])


@sensitive_variables()
def store_all(posts: Iterable[tuple[Any, Iterable[OldComment]]]) -> Stored:
    """Store the comments of several posts, as ``store()`` does, in as many queries as of one."""
    pages = {page.pk: (page, list(comments)) for page, comments in posts}
    rows = {(pk, one.key): _row(pk, one) for pk, (_page, all_) in pages.items() for one in all_}
    if not rows:
        return Stored()
    erased = set(_erased([key for _pk, key in rows]))
    found = {key: row for key, row in rows.items() if row.text and key[1] not in erased}
    of_pages = ArchivedComment.objects.filter(page__in={pk for pk, _key in rows})
    known = {(row.page_id, row.key): row for row in of_pages}
    new = [row for key, row in found.items() if key not in known]
    changed = [row for key, row in found.items() if key in known and _differ(known[key], row)]
    _write(new + changed)
    # Those that someone erased meanwhile.
    of_pages.filter(key__in=ErasedComment.objects.values("key")).delete()
    for pk in dict.fromkeys(row.page_id for row in new + changed):
        show_changes(pages[pk][0])
    unchanged = len(found) - len(new) - len(changed)
    return Stored(len(new), len(changed), unchanged, len(erased))


def _row(page_id: Any, one: OldComment) -> ArchivedComment:
    return ArchivedComment(
        page_id=page_id,
        key=one.key,
        parent_key=one.parent_key,
        # So that no address is stored, even if a caller forgot to shorten the name.
        name=shortened(one.name, "whole"),
        text=plain_text(one.text),
        written_at=_moment(one.written_at),
        is_by_author=one.is_by_author,
    )


def _differ(stored: ArchivedComment, row: ArchivedComment) -> bool:
    return any(getattr(stored, name) != getattr(row, name) for name in FIELDS)


def _write(rows: list[ArchivedComment]) -> None:
    # MySQL updates conflicts, but isn't told which.
    names_conflict = connection.features.supports_update_conflicts_with_target
    # Another process may store the same ones.
    ArchivedComment.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["page", "key"] if names_conflict else None,
        update_fields=FIELDS,
    )


def _erased(keys: list[str]) -> Iterator[str]:
    # Databases take a limited number of parameters.
    for start in range(0, len(keys), BATCH):
        rows = ErasedComment.objects.filter(key__in=keys[start : start + BATCH])
        yield from rows.values_list("key", flat=True)


def _moment(written_at: datetime | None) -> datetime | None:
    """Return the moment as this host stores it, or None for one that can't be right."""
    if written_at is None or not has_archive(written_at):
        return None
    uses_zones = timezone.is_aware(timezone.now())
    if uses_zones and timezone.is_naive(written_at):
        return timezone.make_aware(written_at)
    if not uses_zones and timezone.is_aware(written_at):
        return timezone.make_naive(written_at, timezone.get_default_timezone())
    return written_at
