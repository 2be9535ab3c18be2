"""Notes where all addresses of the old site lead, once its posts are here."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Lower
from taggit.models import Tag

from wagtail_therapy.wordpress_import.models import ImportedItem, OldAddress, OldSite
from wagtail_therapy.wordpress_import.wxr.records import TAG

from . import redirects
from .site_map import Place, SiteMap

BATCH = 500
LONGEST = OldAddress._meta.get_field("path").max_length


def record(old_site: OldSite, site_map: SiteMap, blog: Any) -> list[str]:
    """Let the addresses of the old site lead to what the import made of it.

    ``blog`` is the page that posts were imported below. Call it at the end of an import, and again
    after each further one: what another export said stays. Return the addresses that are too long.
    """
    old_site.blog = blog
    old_site.permalinks = site_map.permalinks.to_json()
    old_site.save(update_fields=["blog", "permalinks"])
    files = _files(old_site)
    items = _with_paths(old_site, site_map, set(files))
    rows = [*_archives(old_site, site_map), *_pages_of_files(old_site, site_map, files)]
    _save(rows)
    return redirects.write(items)


def _with_paths(old_site: OldSite, site_map: SiteMap, stored: set[int]) -> list[ImportedItem]:
    """Return all items of the old site, with the addresses that the export says."""
    items = list(old_site.items.exclude(page=None))
    attached = _attached_without_file(site_map, stored)
    changed, dropped = [], {}
    for item in items:
        paths = [*site_map.paths_of(item.wordpress_id), *attached[item.wordpress_id]]
        if item.wordpress_id in site_map.entries and paths != item.paths:
            dropped[item.page_id] = set(item.paths) - set(paths)
            item.paths = paths
            changed.append(item)
        item.old_site = old_site
    redirects.forget(old_site.site, {page: paths for page, paths in dropped.items() if paths})
    _update(changed)
    return items


def _update(items: list[ImportedItem]) -> None:
    # bulk_update() sends a condition for each row.
    ImportedItem.objects.bulk_create(
        items,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["paths"],
    )


def _attached_without_file(site_map: SiteMap, stored: set[int]) -> dict[int | None, list[str]]:
    """Return the addresses of pages of images that aren't stored, by what they belong to."""
    found: dict[int | None, list[str]] = defaultdict(list)
    for key, entry in site_map.entries.items():
        if entry.noted.type == "attachment" and entry.noted.id not in stored:
            found[entry.noted.parent] += site_map.paths_of(key)
    return found


def _files(old_site: OldSite) -> dict[int, int]:
    """Return the stored files by WordPress' id."""
    files = old_site.files.exclude(attachment_id=None).exclude(image=None, document=None)
    return dict(files.values_list("attachment_id", "pk"))


def _pages_of_files(
    old_site: OldSite, site_map: SiteMap, files: dict[int, int]
) -> Iterator[OldAddress]:
    for wordpress_id, file_id in files.items():
        entry = site_map.entries.get(wordpress_id)
        parent = site_map.entries.get(entry.noted.parent or 0) if entry else None
        if entry and (parent is None or parent.noted.is_public):
            for path in site_map.paths_of(wordpress_id):
                yield OldAddress(old_site=old_site, path=path, file_id=file_id)


def _archives(old_site: OldSite, site_map: SiteMap) -> Iterator[OldAddress]:
    ours = {
        "category": dict(old_site.terms.values_list("slug", "category")),
        "author": dict(old_site.authors.values_list("login", "author")),
        "tag": _tags(site_map),
    }
    for path, place in site_map.archives():
        if pk := ours[place.kind].get(place.slug):
            yield _archive(old_site, path, place, pk)


def _archive(old_site: OldSite, path: str, place: Place, pk: int) -> OldAddress:
    return OldAddress(old_site=old_site, path=path, **{f"{place.kind}_id": pk})


def _tags(site_map: SiteMap) -> dict[str, int]:
    """Return our tags by the old slugs: taggit makes others than WordPress."""
    terms = [one for one in site_map.site.terms.values() if one.taxonomy == TAG]
    names = {one.name.lower() for one in terms}
    tags = Tag.objects.annotate(lower=Lower("name")).filter(lower__in=names)
    found = dict(tags.values_list("lower", "pk"))
    return {one.slug: found[one.name.lower()] for one in terms if one.name.lower() in found}


def _save(rows: list[OldAddress]) -> None:
    first = {row.path: row for row in reversed(rows) if len(row.path) <= LONGEST}
    OldAddress.objects.bulk_create(
        first.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["old_site", "path"],
        update_fields=["category", "tag", "author", "file"],
    )
