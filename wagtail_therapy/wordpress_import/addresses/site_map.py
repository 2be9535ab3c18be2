"""The addresses of the old site, collected while its export is read. Knows no Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from wagtail_therapy.wordpress_import.wxr.records import CATEGORY, TAG, Item, Site

from . import queries, terms
from .endings import ending
from .keys import Parts, parts_of, root_of
from .permalinks import Permalinks, front_of
from .queries import ENTRY_IDS

# What WordPress and its themes store as items, and no one visits.
WITHOUT_ADDRESS = {
    *("custom_css", "customize_changeset", "nav_menu_item", "oembed_cache", "revision"),
    *("user_request", "wp_block", "wp_font_face", "wp_font_family", "wp_global_styles"),
    *("wp_navigation", "wp_template", "wp_template_part"),
}
UPLOADS = "/wp-content/uploads/"


@dataclass(frozen=True)
class Entry:
    """``path`` is "" if the old site only had an address with the id, as for drafts."""

    id: int
    type: str
    is_public: bool
    path: str
    slug: str
    old_slugs: tuple[str, ...]
    parent: int | None
    # What may differ in the permalinks of posts.
    names: frozenset[str]

    @property
    def old_paths(self) -> list[str]:
        """Return the paths that the entry had before its slug was changed."""
        before, found, after = self.path.rpartition(self.slug) if self.slug else ("", "", "")
        return [f"{before}{slug}{after}" for slug in self.old_slugs] if found else []


@dataclass(frozen=True)
class Place:
    """What an address of the old site leads to. ``id`` is that of an entry or attachment."""

    kind: Literal["home", "entry", "attachment", "upload", "category", "tag", "author", "blog"]
    id: int | None = None
    # Of a category or tag, or an author's login.
    slug: str = ""
    # Below our blog.
    path: str = ""


class SiteMap:
    """Add all items of an export, then ask. ``site`` may get more terms until then."""

    def __init__(self, site: Site):
        self.site = site
        self.entries: dict[int, Entry] = {}

    def add(self, item: Item) -> None:
        """Note where an item was. Its content isn't kept."""
        if item.id is not None and item.type not in WITHOUT_ADDRESS and item.status != "trash":
            self.entries.setdefault(item.id, self._entry(item, item.id))

    @cached_property
    def permalinks(self) -> Permalinks:
        root = root_of(self.site.base_url)
        posts = [(one.path, one.names) for one in self.entries.values() if one.type == "post"]
        return Permalinks(root, front_of([one for one in posts if one[0]], root))

    def paths_of(self, wordpress_id: int) -> list[str]:
        """Return the addresses of an entry as keys: its permalink, older ones, and by its id."""
        entry = self.entries.get(wordpress_id)
        if entry is None:
            return []
        written = [entry.path, *entry.old_paths]
        paths = [one for one in written if self._by_path.get(one) is entry]
        return [*paths, *self._paths_by_id(entry)]

    def find(self, address: str) -> Place | None:
        """Return what an address leads to, or None if it is of another site, or leads nowhere."""
        parts = parts_of(address, self.site.base_url)
        return self.find_parts(parts) if parts else None

    def find_parts(self, parts: Parts) -> Place | None:
        root = self.permalinks.root
        if parts.path in {root or "/", f"{root}/index.php"}:
            return self._by_query(parts) or Place("home")
        if parts.path.startswith(f"{root}{UPLOADS}"):
            return Place("upload")
        return self._by_whole_path(parts.path) or self._by_ending(parts.path)

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

    def _entry(self, item: Item, wordpress_id: int) -> Entry:
        parts = parts_of(item.link, self.site.base_url) if item.link else None
        by_id = parts and any(parts.query.get(name) for name in ENTRY_IDS)
        return Entry(
            wordpress_id,
            item.type,
            item.is_public,
            parts.path if parts and not by_id else "",
            item.slug,
            tuple(item.meta_values("_wp_old_slug")),
            item.parent,
            frozenset(self._names(item)) if item.type == "post" else frozenset(),
        )

    def _names(self, item: Item) -> Iterator[str]:
        yield from filter(None, [item.slug, str(item.id), terms.nicename(item.author)])
        if item.dates.local:
            yield f"{item.dates.local.year:04}"
        for term in item.terms_of(CATEGORY):
            yield from [term.slug, *(one.slug for one in self.site.category_path(term.slug))]

    def _paths_by_id(self, entry: Entry) -> list[str]:
        names = {"page": ["p", "page_id"], "attachment": ["p", "attachment_id"]}
        root = self.permalinks.root
        return [f"{root}/?{name}={entry.id}" for name in names.get(entry.type, ["p"])]

    @cached_property
    def _by_path(self) -> dict[str, Entry]:
        """Public entries come before others, and permalinks before older ones."""
        found: dict[str, Entry] = {}
        ordered = sorted(self.entries.values(), key=lambda one: not one.is_public)
        for entry in ordered:
            found.setdefault(entry.path, entry)
        for entry in ordered:
            for path in entry.old_paths:
                found.setdefault(path, entry)
        found.pop("", None)
        return found

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
            return Place(place.kind, place.id, place.slug, found.feed)
        below = self.permalinks.path_below_blog(path)
        if (words := self.permalinks.searched(path)) is not None:
            return Place("blog", slug=words, path="search/")
        return None if below is None else Place("blog", path=below)

    def _by_query(self, parts: Parts) -> Place | None:
        asked = queries.read(parts.query)
        if asked is None:
            return None
        if not asked.key:
            return Place("blog", slug=asked.words, path=asked.path or "")
        name, _, value = asked.key[1:].partition("=")
        if name in ENTRY_IDS:
            entry = self.entries.get(int(value))
            return _place_of(entry) if entry else None
        return self._archives.get(self.permalinks.root + "/" + asked.key)


def _place_of(entry: Entry) -> Place:
    return Place("attachment" if entry.type == "attachment" else "entry", entry.id)
