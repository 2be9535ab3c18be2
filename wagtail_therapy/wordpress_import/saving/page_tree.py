"""Moves imported pages below those that they were below."""

from collections.abc import Iterator
from typing import Any

from ..models import ImportedItem
from ..planning.jobs import Job
from ..planning.outlines import Entry
from ..planning.slugs import Slugs


def arrange(job: Job) -> None:
    """Move the pages that were made in this import, in the order of their menus.

    Pages whose parent isn't in the file, or is below them, stay where they are.
    """
    if job.target.page_model is None:
        return
    entries = {entry.key: entry for entry in job.outline.entries}
    rows = job.old_site.items.filter(is_unplaced=True, page__isnull=False)
    by_key = {row.wordpress_id: row for row in rows if row.wordpress_id in entries}
    for entry in _parents_first(entries, by_key):
        _place(job, entry, by_key[entry.key])
    rows.update(is_unplaced=False)


def _parents_first(entries: dict[int, Entry], rows: dict[int, ImportedItem]) -> Iterator[Entry]:
    def above(entry: Entry) -> list[int]:
        found: list[int] = []
        key = entry.parent
        while key in entries and key not in found:
            found.append(key)
            key = entries[key].parent
        return found

    paths = {key: above(entries[key]) for key in rows}
    # Without those that are below themselves.
    placed = [key for key in rows if key not in paths[key]]
    for key in sorted(placed, key=lambda one: (len(paths[one]), entries[one].menu_order)):
        yield entries[key]


def _place(job: Job, entry: Entry, row: ImportedItem) -> None:
    parent = _page(job, entry.parent) or job.target.page_parent
    page = _specific(row.page)
    parent = _specific(parent)
    if parent.pk == page.pk or parent.is_descendant_of(page):
        return
    slug = page.slug
    if not page.is_child_of(parent):
        slug = Slugs(parent, {}, is_blog=False).take(entry.slug, page.title, entry.key)
    page.move(parent, pos="last-child")
    if slug != page.slug:
        page = _specific(page)
        page.slug = slug
        page.save()


def _page(job: Job, key: int | None) -> Any:
    row = job.imported.get(key or 0)
    return row.page if row and row.page_id and row.type == "page" else None


def _specific(page: Any) -> Any:
    """Read the page again from the database: moving changes the paths of others."""
    return type(page).objects.get(pk=page.pk).specific
