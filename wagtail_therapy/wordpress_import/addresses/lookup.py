"""Where a request for an address of the old site should go."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from wagtail_therapy.wordpress_import.models import ImportedItem, OldAddress, OldSite

from . import queries
from .archives import BlogList, url_of_list, url_of_term
from .endings import Ending, ending
from .keys import key, segments
from .permalinks import Permalinks
from .public_pages import public_pages
from .redirects import old_path
from .site_maps import is_site_map
from .uploads import url_of_file, url_of_upload

SITE_MAP = "/sitemap.xml"


def for_query(request: HttpRequest) -> str | None:
    """Return where an address such as "/?p=58" leads, or None if it is none of the old site.

    WordPress has them at the address of its home page, where a page of ours may be.
    """
    asked = queries.read(request.GET.dict())
    path = key(request.path_info).removesuffix("/index.php").rstrip("/")
    if asked is None:
        return None
    there = (one for one in _old_sites(request) if _permalinks(one).root == path)
    return next(filter(None, (_asked(one, asked, request) for one in there)), None)


def for_missing(request: HttpRequest) -> str | None:
    """Return where an address leads that no page of ours has, or None.

    None also if wagtail.contrib.redirects has a redirect of that address.
    """
    old_sites = _old_sites(request)
    path = key(request.path_info)
    if not old_sites or "\0" in path:
        return None
    found = ending(path)
    rows = _redirects(old_sites[0].site, [path, found.base] if found else [path])
    if old_path(path) in rows:
        return None
    addresses = _addresses(old_sites, [path, found.base] if found else [path])
    if path in addresses:
        return _url_of(addresses[path], "", request)
    base = _before(old_sites[0].site, found, rows, addresses, request) if found else None
    url = base or _by_pattern(old_sites, path, request) or _entry(found, request)
    # A page that is where it was isn't missing for long.
    return url if url and key(urlsplit(url).path) != path else None


def _asked(old_site: OldSite, asked: queries.Asked, request: HttpRequest) -> str | None:
    if not asked.key:
        return url_of_list(old_site, BlogList(asked.path or "", asked.words), request)
    path = f"{_permalinks(old_site).root}/{asked.key}"
    if address := _addresses([old_site], [path]).get(path):
        return _url_of(address, asked.path or "", request)
    row = _redirects(old_site.site, [path]).get(old_path(path))
    return _link(row, old_site.site) if row else None


def _before(
    site: Site,
    found: Ending,
    rows: dict[str, Redirect],
    addresses: dict[str, OldAddress],
    request: HttpRequest,
) -> str | None:
    """Return where the address leads without what WordPress added to it."""
    if row := rows.get(old_path(found.base)):
        return _link(row, site)
    address = addresses.get(found.base)
    return _url_of(address, found.feed, request) if address else None


def _by_pattern(old_sites: list[OldSite], path: str, request: HttpRequest) -> str | None:
    if is_site_map(path):
        return SITE_MAP if path != SITE_MAP and _is_served(SITE_MAP, request) else None
    if upload := url_of_upload(old_sites, path):
        return upload
    return next(filter(None, (_list(one, path, request) for one in old_sites)), None)


def _list(old_site: OldSite, path: str, request: HttpRequest) -> str | None:
    permalinks = _permalinks(old_site)
    if (words := permalinks.searched(path)) is not None:
        return url_of_list(old_site, BlogList("search/", words), request)
    below = permalinks.path_below_blog(path)
    return None if below is None else url_of_list(old_site, BlogList(below), request)


def _entry(found: Ending | None, request: HttpRequest) -> str | None:
    """Return the URL of an imported page that is where it was, for its feed, AMP and the like."""
    site = Site.find_for_request(request)
    if found is None or site is None:
        return None
    try:
        route = site.root_page.localized.specific.route(request, segments(found.base))
    except Http404:
        return None
    page, args, _kwargs = route
    items = ImportedItem.objects.filter(page=page.pk, old_site__site=site)
    is_old = not args and items.exists() and public_pages(site, [page.pk])
    return page.get_url(request) if is_old else None


def _url_of(address: OldAddress, feed: str, request: HttpRequest) -> str | None:
    if address.file:
        return url_of_file(address.file)
    return url_of_term(address, feed, request)


def _old_sites(request: HttpRequest) -> list[OldSite]:
    site = Site.find_for_request(request)
    found = OldSite.objects.filter(site=site).select_related("site").order_by("-pk")
    return list(found) if site else []


def _redirects(site: Site, paths: Iterable[str]) -> dict[str, Redirect]:
    """Return the redirects of these addresses, preferring the site's own."""
    rows = Redirect.get_for_site(site).filter(old_path__in=map(old_path, paths))
    ordered = sorted(rows, key=lambda row: row.site_id is not None)
    return {row.old_path: row for row in ordered}


def _link(row: Redirect, site: Site) -> str | None:
    page_id = row.redirect_page_id
    is_shown = page_id is None or page_id in public_pages(site, [page_id])
    return row.link if is_shown else None


def _addresses(old_sites: list[OldSite], paths: Iterable[str]) -> dict[str, OldAddress]:
    related = ("old_site__site", "category", "tag", "author", "file__image", "file__document")
    rows = OldAddress.objects.filter(old_site__in=old_sites, path__in=paths)
    return {row.path: row for row in rows.select_related(*related)}


def _permalinks(old_site: OldSite) -> Permalinks:
    return Permalinks.from_json(old_site.permalinks)


def _is_served(path: str, request: HttpRequest) -> bool:
    try:
        resolve(path, getattr(request, "urlconf", None))
    except Resolver404:
        return False
    return True
