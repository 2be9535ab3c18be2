"""The first look through an export: what there is, without any contents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO

from ..addresses.site_map import SiteMap
from ..conversion.converting import plain_text
from ..conversion.results import Attachment
from ..media.attachments import attachment
from ..wxr.errors import Findings
from ..wxr.reading import read
from ..wxr.records import Item, Site
from .publication import Clock

POST, PAGE, ATTACHMENT = "post", "page", "attachment"
REUSABLE_BLOCK, MENU_ITEM = "wp_block", "nav_menu_item"
# Changes when an item becomes something else than it did in the last version.
VERSION = "1"
# No site has it.
NO_ADDRESS = "https://old-site.invalid"
HOST = re.compile(r"[\w.-]{1,200}")
LARGEST_ID = 2**63 - 1


@dataclass(slots=True)
class Entry:
    """What is known of an item while the others are looked through. It has no text of hidden ones.

    ``key`` is its id, or one made of its address if it has none that is its own.
    """

    key: int
    id: int | None
    type: str
    status: str
    line: int
    title: str
    slug: str = field(repr=False)
    digest: str
    is_public: bool
    is_sticky: bool
    is_repeated: bool
    parent: int | None
    menu_order: int
    featured: int | None


@dataclass
class Outline:
    """An export without its contents. ``entries`` are in the order of the file."""

    site: Site
    findings: Findings
    clock: Clock
    site_map: SiteMap
    entries: list[Entry] = field(default_factory=list)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    attached: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    reusable_blocks: dict[int, str] = field(default_factory=dict)
    # The entries of each menu, by its slug.
    menus: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    used_categories: Counter[str] = field(default_factory=Counter)
    keys: dict[int, str] = field(default_factory=dict)

    def digest_of(self, entry: Entry, more: str = "") -> str:
        """Return a digest of an item, of what it shows of others, and of more."""
        shown = [*self.attached.get(entry.id or 0, ()), entry.featured or 0]
        parts = [entry.digest, more, *(repr(self.attachments.get(one)) for one in shown)]
        parts += [self._blocks_digest()] if self.reusable_blocks else []
        return _digest("\n".join(parts))

    def _blocks_digest(self) -> str:
        return _digest(repr(sorted(self.reusable_blocks.items())))


def outline_of(
    file: BinaryIO,
    name: str,
    time_zone: str = "",
) -> Outline:
    """Look through a file. Raises UnreadableExportError."""
    file.seek(0)
    export = read(file, name)
    site_map = SiteMap(export.site)
    outline = Outline(export.site, export.findings, Clock(time_zone=time_zone), site_map)
    for item in export.items:
        export.site.base_url = export.site.base_url or _address_seen_in([item])
        _add(outline, item)
    export.site.base_url = export.site.base_url or NO_ADDRESS
    return outline


def _address_seen_in(items: Iterable[Item]) -> str:
    """Return the address of a site whose export doesn't say it, from its items."""
    for address in (one for item in items for one in (item.link, item.guid)):
        scheme, sign, rest = address.partition("://")
        host = rest.partition("/")[0]
        if scheme in {"http", "https"} and sign and HOST.fullmatch(host):
            return f"{scheme}://{host}"
    return ""


def items_of(file: BinaryIO, name: str) -> Iterator[Item]:
    """Yield the items of a file that was looked through before, in the same order."""
    file.seek(0)
    yield from read(file, name).items


def _add(outline: Outline, item: Item) -> None:
    outline.clock.learn(item.dates)
    entry = _entry(outline, item)
    outline.entries.append(entry)
    outline.site_map.add(item, entry.key)
    if item.type == ATTACHMENT and item.id is not None:
        outline.attachments[item.id] = attachment(item)
        if item.parent:
            outline.attached[item.parent].append(item.id)
    elif item.type == REUSABLE_BLOCK and item.id is not None and item.is_public:
        outline.reusable_blocks[item.id] = item.content
    elif item.type == MENU_ITEM:
        for term in item.terms_of("nav_menu"):
            outline.menus[term.slug].append(item)
    elif item.type == POST:
        outline.used_categories.update(term.slug for term in item.terms_of("category"))


def _entry(outline: Outline, item: Item) -> Entry:
    key, is_repeated = _key(outline, item)
    featured = item.meta_value("_thumbnail_id")
    return Entry(
        key=key,
        id=item.id,
        type=item.type,
        status=item.status,
        line=item.line,
        title=plain_text(item.title)[:255] if item.is_public else "",
        slug=item.slug,
        digest=_item_digest(item) if item.type in {POST, PAGE} else "",
        is_public=item.is_public,
        is_sticky=item.is_sticky,
        is_repeated=is_repeated,
        parent=item.parent,
        menu_order=item.menu_order,
        featured=int(featured) if featured.isdecimal() and len(featured) < 19 else None,
    )


def _key(outline: Outline, item: Item) -> tuple[int, bool]:
    """Return what identifies the item, and whether the file has had it before."""
    said = f"{item.guid}\n{item.link}\n{item.slug}"
    if item.id and 0 < item.id <= LARGEST_ID and item.id not in outline.keys:
        outline.keys[item.id] = said
        return item.id, False
    if outline.keys.get(item.id or 0) == said:
        return item.id or 0, True
    # Above all ids that a database counts up to.
    made = int(_digest(f"{item.id}\n{said}")[:14], 16) | 1 << 60
    is_repeated = made in outline.keys
    outline.keys[made] = said
    return made, is_repeated


def _item_digest(item: Item) -> str:
    told = {name: value for name, value in vars(item).items() if name not in {"line", "file_name"}}
    told["comments"] = [vars(comment) for comment in item.comments]
    return _digest(f"{VERSION} {told!r}")


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
