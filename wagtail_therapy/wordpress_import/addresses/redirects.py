"""The rows of wagtail.contrib.redirects for posts and pages of the old site.

They only exist while their page is public: a redirect would tell the slug of a hidden one. Editors'
own redirects are never changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from wagtail_therapy.wordpress_import.models import ImportedItem

from .public_pages import public_pages

BATCH = 500
MOST_LETTERS = Redirect._meta.get_field("old_path").max_length


def old_path(key: str) -> str:
    """Return a key as rows have it. Wagtail leaves some characters escaped, such as blanks."""
    path, _, query = key.partition("?")
    return Redirect.normalise_path(f"{quote(path)}?{query}" if query else quote(path))


def write(items: Iterable[ImportedItem]) -> list[str]:
    """Write the redirects of items whose page is public, and remove those of others.

    The items come with their old site. Return the addresses that are too long for a row. An address
    that has a redirect already keeps it, and a page that is at its old address gets none.
    """
    by_site = defaultdict(list)
    for item in items:
        by_site[item.old_site.site].append(item)
    return [path for site, ours in by_site.items() for path in _write(site, ours)]


def forget(site: Site, paths: Mapping[int | None, Iterable[str]]) -> None:
    """Remove our redirects. ``paths`` has the keys of each page, which may be deleted."""
    for page_id, keys in paths.items():
        rows = Redirect.objects.filter(site=site, automatically_created=True, redirect_link="")
        rows.filter(redirect_page_id=page_id, old_path__in=map(old_path, keys)).delete()


def refresh(page: Any) -> None:
    """Write or remove the redirects that lead to a page or to pages below it."""
    items = ImportedItem.objects.filter(page__path__startswith=page.path)
    write(items.select_related("old_site__site"))


def _write(site: Site, items: list[ImportedItem]) -> list[str]:
    shown = public_pages(site, [item.page_id for item in items if item.page_id])
    wanted: dict[str, Any] = {}
    for item in items:
        for path in item.paths if item.page_id in shown else []:
            wanted.setdefault(old_path(path), shown[item.page_id])
    own_paths = {pk: _own_path(page) for pk, page in shown.items()}
    own = {*own_paths.values()}
    hidden = [item for item in items if item.page_id and item.page_id not in shown]
    _remove(site, hidden, own, shown)
    _add(site, {path: page for path, page in wanted.items() if path != own_paths[page.pk]})
    return [path for path in wanted if len(path) > MOST_LETTERS]


def _remove(
    site: Site, hidden: list[ImportedItem], own: set[str], shown: Mapping[int, Any]
) -> None:
    rows = Redirect.objects.filter(site=site, automatically_created=True)
    rows.filter(redirect_page__in=shown, old_path__in=own).delete()
    if hidden:
        paths = {old_path(path) for item in hidden for path in item.paths}
        pages = [item.page_id for item in hidden]
        rows.filter(redirect_page__in=pages, old_path__in=paths).delete()


def _add(site: Site, wanted: Mapping[str, Any]) -> None:
    theirs = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=wanted)
    taken = set(theirs.values_list("old_path", flat=True))
    Redirect.objects.bulk_create(
        [
            Redirect(old_path=path, site=site, redirect_page=page, automatically_created=True)
            for path, page in wanted.items()
            if path not in taken and len(path) <= MOST_LETTERS
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _own_path(page: Any) -> str:
    parts = page.get_url_parts()
    return Redirect.normalise_path(parts[2]) if parts and parts[2] else ""
