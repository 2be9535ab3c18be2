"""Lists, as our list block, or as rich text if there are lists in them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .elements import Element
from .prose import BREAK
from .results import Block, LeftOut
from .rich_text import as_prose

if TYPE_CHECKING:
    from .flow import Flow

PICTURES = {"wp-block-gallery", "blocks-gallery-grid"}


def listing(flow: "Flow", element: Element) -> None:
    if element.classes & PICTURES and element.first("img"):
        flow.emit(*flow.context.media.gallery(element))
        return
    if element.get("start") not in {"", "1"}:
        flow.result.leave_out(LeftOut.LIST_START, element.get("start"))
    html, extras = _list(flow, element)
    items = [item for item, is_simple in html if is_simple]
    if html and len(items) == len(html):
        style = "numbers" if element.name == "ol" else "bullets"
        value = {"style": style, "items": [f"<p>{item}</p>" for item in items]}
        flow.emit(("list", value))
    elif html:
        written = "".join(f"<li>{item}</li>" for item, _is_simple in html)
        flow.emit(("paragraph", f"<{element.name}>{written}</{element.name}>"))
    flow.emit(*extras)


def _list(flow: "Flow", element: Element) -> tuple[list[tuple[str, bool]], list[Block]]:
    """Return the items, each with whether it is one text, and what has no place in a list."""
    items: list[tuple[str, bool]] = []
    extras: list[Block] = []
    for children in _items(element):
        rich, others = as_prose(flow.part(children))
        extras += others
        html = rich.removeprefix("<p>").replace("</p><p>", BREAK)
        html = html.replace("</p>", "", 1) if rich.startswith("<p>") else html
        if html:
            items.append((html.replace("<p>", BREAK).replace("</p>", ""), "<li>" not in html))
    return items, extras


def _items(element: Element) -> Iterator[list[Element | str]]:
    """Yield what is in each item. What people put between the items is one too."""
    for one in element.children:
        if isinstance(one, Element) and one.name == "li":
            yield one.children
        elif isinstance(one, Element) or one.strip():
            yield [one]
