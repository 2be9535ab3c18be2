"""Which pages of a site strangers can open."""

from collections.abc import Iterable
from typing import Any

import swapper
from wagtail.models import Site

from wagtail_therapy.content.visibility import exclude_private

# What tells their address.
FIELDS = ("path", "url_path", "locale", "content_type")


def public_pages(site: Site, pks: Iterable[int]) -> dict[int, Any]:
    """Return those of the pages that a site shows to everyone, as rows of the base page.

    They and the pages above them are live, and none has a view restriction.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects
    roots = [one.root_path for one in Site.get_site_root_paths() if one.site_id == site.pk]
    found = exclude_private(pages.filter(pk__in=set(pks), live=True)).only(*FIELDS)
    shown = [page for page in found if page.url_path.startswith(tuple(roots))]
    above = {path for page in shown for path in _above(page)}
    hidden = tuple(pages.filter(path__in=above, live=False).values_list("path", flat=True))
    return {page.pk: page for page in shown if not page.path.startswith(hidden)}


def _above(page: Any) -> list[str]:
    return [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
