"""Files of the old site by their addresses, in all sizes that WordPress made."""

import re
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, urlsplit

import swapper
from django.contrib.contenttypes.models import ContentType
from wagtail.models import CollectionViewRestriction, ReferenceIndex, Site

from wagtail_therapy.wordpress_import.models import ImportedFile, OldSite

from .keys import host
from .public_pages import public_pages
from .site_map import UPLOADS

SIZE = re.compile(r"-\d{1,5}x\d{1,5}$")
# What WordPress adds to the name of an original that it made smaller or turned.
MADE = ("", "-scaled", "-rotated")
# What an address may have without an escape.
KEPT = "/!$&'()*+,;=:@-._~"


def url_of_upload(old_sites: list[OldSite], path: str) -> str | None:
    """Return where a file of the old site is here. None if it isn't stored, or not for everyone.

    It isn't for everyone while only hidden pages have it.
    An address of a smaller size leads to the original.
    """
    addresses = [
        address
        for one in old_sites
        if path.startswith(f"{one.permalinks.get('root', '')}{UPLOADS}")
        for address in _addresses(one.base_url, path)
    ]
    files = ImportedFile.objects.filter(old_site__in=old_sites, address__in=addresses)
    found = list(files.select_related("image", "document", "old_site__site")) if addresses else []
    found.sort(key=lambda file: addresses.index(file.address))
    return next(filter(None, map(url_of_file, found)), None)


def url_of_file(file: ImportedFile) -> str | None:
    stored: Any = file.image or file.document
    if stored is None or _is_private(stored) or _is_of_hidden_pages(stored, file.old_site.site):
        return None
    return stored.file.url if file.image else stored.url


def _is_private(stored: Any) -> bool:
    collection = stored.collection
    above = collection.get_ancestors(inclusive=True)
    return CollectionViewRestriction.objects.filter(collection__in=above).exists()


def _is_of_hidden_pages(stored: Any, site: Site) -> bool:
    """Return whether pages show a file or link to it, and none that everyone can open."""
    kinds = ContentType.objects.get_for_models(swapper.load_model("wagtailcore", "Page"))
    used = ReferenceIndex.get_references_to(stored).filter(base_content_type__in=kinds.values())
    pages = {int(pk) for pk in used.values_list("object_id", flat=True)}
    return bool(pages) and not public_pages(site, pages)


def _addresses(base_url: str, path: str) -> list[str]:
    """Return the addresses that the export may have for a file, the likeliest first."""
    parts = urlsplit(base_url)
    name = host(parts) + (f":{parts.port}" if parts.port else "")
    hosts = dict.fromkeys([parts.netloc, name, f"www.{name}"])
    schemes = dict.fromkeys([parts.scheme, "https", "http"])
    starts = [f"{scheme}://{one}" for scheme in schemes for one in hosts]
    return [start + one for made in _originals(path) for start in starts for one in _escaped(made)]


def _originals(path: str) -> list[str]:
    stem, dot, extension = path.rpartition(".")
    whole = SIZE.sub("", stem)
    return [path, *(f"{whole}{made}{dot}{extension}" for made in MADE)]


def _escaped(path: str) -> list[str]:
    # macOS writes ä as two characters.
    composed = normalize("NFC", path)
    return list(dict.fromkeys([quote(composed, safe=KEPT), composed, path, quote(path)]))
