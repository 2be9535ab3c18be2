"""Entries of the old site, and where they were. Knows no Django."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail_therapy.wordpress_import.wxr.records import CATEGORY, Item, Site

from .keys import parts_of
from .queries import ENTRY_IDS
from .terms import nicename

# What WordPress and its themes store as items, and no one visits.
WITHOUT_ADDRESS = {
    *("custom_css", "customize_changeset", "nav_menu_item", "oembed_cache", "revision"),
    *("user_request", "wp_block", "wp_font_face", "wp_font_family", "wp_global_styles"),
    *("wp_navigation", "wp_template", "wp_template_part"),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What of an item says where it was. ``id`` is WordPress', ``key`` tells items apart."""

    key: int
    id: int
    type: str
    is_public: bool
    link: str
    slug: str
    old_slugs: tuple[str, ...]
    parent: int | None
    year: int | None
    author: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """``path`` is "" if the old site only had an address with the id, as for drafts."""

    noted: Noted
    path: str

    @property
    def old_paths(self) -> list[str]:
        """Return the paths that the entry had before its slug was changed."""
        slug = self.noted.slug
        before, found, after = self.path.rpartition(slug) if slug else ("", "", "")
        return [f"{before}{one}{after}" for one in self.noted.old_slugs] if found else []

    @property
    def query(self) -> str:
        """Return the query that leads to it by its id."""
        return f"?p={self.noted.id}"


def has_address(item: Item) -> bool:
    return item.type not in WITHOUT_ADDRESS and item.status != "trash"


def noted(item: Item, key: int) -> Noted:
    return Noted(
        key,
        item.id or 0,
        item.type,
        item.is_public,
        item.link,
        item.slug,
        tuple(item.meta_values("_wp_old_slug")),
        item.parent,
        item.dates.local.year if item.dates.local else None,
        item.author,
        tuple(term.slug for term in item.terms_of(CATEGORY)),
    )


def entry(one: Noted, base_url: str) -> Entry:
    parts = parts_of(one.link, base_url) if one.link else None
    if parts is None or any(parts.query.get(name) for name in ENTRY_IDS):
        return Entry(one, "")
    return Entry(one, parts.path)


def varying_names(one: Noted, site: Site) -> frozenset[str]:
    """Return what may differ from post to post in a permalink."""
    return frozenset(filter(None, _varying(one, site)))


def _varying(one: Noted, site: Site) -> Iterator[str]:
    yield from (one.slug, str(one.id), nicename(one.author))
    yield f"{one.year:04}" if one.year else ""
    for slug in one.categories:
        yield from (slug, *(above.slug for above in site.category_path(slug)))
