"""What the menus of the old site had, so that a person can make them again."""

from collections.abc import Iterator

from .conversion.converting import plain_text
from .planning.outlines import Outline
from .wxr.records import Item

LONGEST = 1000


def told(outline: Outline) -> Iterator[str]:
    """Yield the name of each menu with its entries, without those that lead to hidden items."""
    names = {
        slug: term.name
        for (taxonomy, slug), term in outline.site.terms.items()
        if taxonomy == "nav_menu"
    }
    entries = {entry.id: entry for entry in outline.entries}
    terms = {str(term.id): term.name for term in outline.site.terms.values() if term.id}

    def label(item: Item) -> str:
        target = item.meta_value("_menu_item_object_id")
        if item.meta_value("_menu_item_type") == "taxonomy":
            return plain_text(item.title) or terms.get(target, "")
        entry = entries.get(int(target)) if target.isdecimal() and len(target) < 19 else None
        is_hidden = entry is not None and entry.id != item.id and not entry.is_public
        return "" if is_hidden else plain_text(item.title) or (entry.title if entry else "")

    for slug, items in outline.menus.items():
        ordered = sorted(items, key=lambda item: item.menu_order)
        labels = ", ".join(filter(None, map(label, ordered)))
        yield f"{names.get(slug, slug)}: {labels}"[:LONGEST]
