"""Links in old posts that become links to our pages."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from .keys import parts_of
from .site_map import Place, SiteMap

# What still answers, by a redirect or as a file of ours.
ANSWERED = {"attachment", "upload", "category", "tag", "author", "blog"}


@dataclass(frozen=True)
class Link:
    """``page`` is the id of a page. ``fragment`` is "" or what came after "#"."""

    page: int
    fragment: str = ""


@dataclass
class Links:
    """Tells which page an address means.

    ``pages`` has the ids of our pages by the keys of their items; add each page that you make.
    ``home`` is the root page of our site. Links to pages that aren't there yet are in ``waiting``,
    by the item that has them; ``completing`` makes them links later. Call ``finish()`` then.
    """

    site_map: SiteMap
    pages: dict[int, int]
    home: int | None = None
    waiting: dict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    # Those to the old site that lead nowhere.
    dead: dict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))

    def page_for(self, address: str, item: int | None = None) -> Link | None:
        """Return the page that an address of the old site leads to, or None.

        None also for its archives and files, for hidden posts, whose slugs a link would tell, and
        for other sites. ``item`` is the key of the item with the link.
        """
        parts = parts_of(address, self.site_map.site.base_url)
        if parts is None:
            return None
        place = self.site_map.find(address)
        page = self._page_at(place) if place else None
        if page is not None:
            return Link(page, parts.fragment)
        self._note(address, place, item)
        return None

    def finish(self) -> Mapping[int | None, set[str]]:
        """Return the addresses that lead nowhere, by item, when no more pages will be made."""
        for item, addresses in self.waiting.items():
            for address in addresses:
                place = self.site_map.find(address)
                if place is None or self._page_at(place) is None:
                    self.dead[item].add(address)
        self.waiting.clear()
        return self.dead

    def _page_at(self, place: Place) -> int | None:
        if place.kind == "home":
            return self.home
        return self.pages.get(place.key or 0) if self._is_public(place) else None

    def _is_public(self, place: Place) -> bool:
        entry = self.site_map.entries.get(place.key or 0)
        return place.kind == "entry" and entry is not None and entry.noted.is_public

    def _note(self, address: str, place: Place | None, item: int | None) -> None:
        if place is not None and self._is_public(place):
            self.waiting[item].add(address)
        elif place is None or place.kind not in ANSWERED:
            self.dead[item].add(address)
