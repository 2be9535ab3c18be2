"""Where the old site had its lists by category, tag and author. Knows no Django."""

import unicodedata
from collections.abc import Iterator

from wagtail_therapy.wordpress_import.wxr.records import Author, Site, Term

from .permalinks import Permalinks


def category_paths(term: Term, site: Site, permalinks: Permalinks) -> Iterator[str]:
    """Yield the paths of a category: with the categories that it is in, and by itself."""
    whole = "/".join(one.slug for one in site.category_path(term.slug))
    for base in permalinks.bases("category"):
        yield from dict.fromkeys([f"{base}/{whole}", f"{base}/{term.slug}"])
    if term.id is not None:
        yield f"{permalinks.root}/?cat={term.id}"


def tag_paths(term: Term, permalinks: Permalinks) -> Iterator[str]:
    for base in permalinks.bases("tag"):
        yield f"{base}/{term.slug}"
    yield f"{permalinks.root}/?tag={term.slug}"


def author_paths(author: Author, permalinks: Permalinks) -> Iterator[str]:
    """Yield the paths of an author. What WordPress puts in them isn't in the export.

    It makes it of the login, and plugins of the name.
    """
    names = dict.fromkeys([nicename(author.login), nicename(author.display_name)])
    for name in filter(None, names):
        for base in permalinks.bases("author"):
            yield f"{base}/{name}"
    if author.id is not None:
        yield f"{permalinks.root}/?author={author.id}"


def nicename(name: str) -> str:
    """Return what WordPress makes of a name for an address."""
    plain = unicodedata.normalize("NFKD", name.lower().replace(".", "-").replace(" ", "-"))
    kept = "".join(one for one in plain if one in "-_" or (one.isascii() and one.isalnum()))
    return "-".join(filter(None, kept.split("-")))
