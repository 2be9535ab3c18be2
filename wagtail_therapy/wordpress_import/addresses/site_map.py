"""The addresses of the old site, collected while its export is read. Knows no Django."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from wagtail_therapy.wordpress_import.wxr.records import CATEGORY, TAG, Item, Site

from . import entries, queries, terms
from .endings import ending
from .entries import Entry, Noted
from .keys import Parts, parts_of, root_of
from .permalinks import Permalinks, front_of
from .queries import Asked

UPLOADS = "/wp-content/uploads/"


@dataclass(frozen=True)
class Place:
    """What an address of the old site leads to. ``key`` is that of an entry or attachment."""

    kind: Literal["home", "entry", "attachment", "upload", "category", "tag", "author", "blog"]
    key: int | None = None
    # Of a category or tag, or an author's login.
    slug: str = ""
    # Below the blog or the list, such as "feed/".
    path: str = ""
    # Which are searched.
    words: str = ""


class SiteMap:
    """Add all items of an export, then ask. ``site`` may be given later, and get more terms."""

    def __init__(self, site: Site | None = None):
        self.site = site or Site()
        self._noted: dict[int, Noted] = {}

    def add(self, item: Item, key: int | None = None) -> None:
        """Note where an item was. Its content isn't kept.

        ``key`` is how ``ImportedItem.wordpress_id`` tells it apart, if that isn't its id.
        """
        key = item.id if key is None else key
        if key is not None and entries.has_address(item):
            self._noted.setdefault(key, entries.noted(item, key))

    @cached_property
    def entries(self) -> dict[int, Entry]:
        base_url = self.site.base_url
        return {key: entries.entry(one, base_url) for key, one in self._noted.items()}

    @cached_property
    def permalinks(self) -> Permalinks:
        root = root_of(self.site.base_url)
        posts = [
            (one.path, entries.varying_names(one.noted, self.site))
            for one in self.entries.values()
            if one.noted.type == "post" and one.path
        ]
        return Permalinks(root, front_of(posts, root))

    def paths_of(self, key: int) -> list[str]:
        """Return the addresses of an entry as keys: its permalink, older ones, and by its id."""
        entry = self.entries.get(key)
        if entry is None:
            return []
        written = [entry.path, *entry.old_paths]
        paths = [one for one in written if self._by_path.get(one) is entry]
        return [*paths, f"{self.permalinks.root}/{entry.query}"]

    def find(self, address: str) -> Place | None:
        """Return what an address leads to, or None if it is of another site, or leads nowhere."""
        parts = parts_of(address, self.site.base_url)
        return self._find(parts) if parts else None

    def archives(self) -> Iterator[tuple[str, Place]]:
        """Yield the addresses of lists by category, tag and author as keys."""
        for term in self.site.terms.values():
            if term.taxonomy == CATEGORY:
                for path in terms.category_paths(term, self.site, self.permalinks):
                    yield path, Place("category", slug=term.slug)
            elif term.taxonomy == TAG:
                for path in terms.tag_paths(term, self.permalinks):
                    yield path, Place("tag", slug=term.slug)
        for author in self.site.authors.values():
            for path in terms.author_paths(author, self.permalinks):
                yield path, Place("author", slug=author.login)

    def _find(self, parts: Parts) -> Place | None:
        root = self.permalinks.root
        if parts.path in {root or "/", f"{root}/index.php"}:
            asked = queries.read(parts.query)
            return self._asked(asked) if asked else Place("home")
        if parts.path.startswith(f"{root}{UPLOADS}"):
            return Place("upload")
        return self._by_whole_path(parts.path) or self._by_ending(parts.path)

    @cached_property
    def _by_path(self) -> dict[str, Entry]:
        """Public entries come before others, and permalinks before older ones."""
        found: dict[str, Entry] = {}
        ordered = sorted(self.entries.values(), key=lambda one: not one.noted.is_public)
        for entry in ordered:
            found.setdefault(entry.path, entry)
        for entry in ordered:
            for path in entry.old_paths:
                found.setdefault(path, entry)
        found.pop("", None)
        return found

    @cached_property
    def _by_query(self) -> dict[str, Entry]:
        ordered = reversed(self.entries.values())
        return {entry.query: entry for entry in ordered}

    @cached_property
    def _archives(self) -> dict[str, Place]:
        return dict(reversed(list(self.archives())))

    def _by_whole_path(self, path: str) -> Place | None:
        if entry := self._by_path.get(path):
            return _place_of(entry)
        return self._archives.get(path)

    def _by_ending(self, path: str) -> Place | None:
        found = ending(path)
        place = self._by_whole_path(found.base) if found else None
        if found and place:
            return replace(place, path=found.feed)
        if (words := self.permalinks.searched(path)) is not None:
            return Place("blog", path="search/", words=words)
        below = self.permalinks.path_below_blog(path)
        return None if below is None else Place("blog", path=below)

    def _asked(self, asked: Asked) -> Place | None:
        if not asked.key:
            return Place("blog", path=asked.path or "", words=asked.words)
        if entry := self._by_query.get(asked.key):
            return _place_of(entry)
        place = self._archives.get(f"{self.permalinks.root}/{asked.key}")
        return replace(place, path=asked.path or "") if place else None


def _place_of(entry: Entry) -> Place:
    return Place("attachment" if entry.noted.type == "attachment" else "entry", entry.noted.key)
