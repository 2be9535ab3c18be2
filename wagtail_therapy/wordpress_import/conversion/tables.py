"""Tables of words, as our table block."""

from collections.abc import Callable
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any

from . import markup
from .checks import please_check
from .elements import MEDIA, STRUCTURE, TITLES, Element
from .prose import TAG
from .results import Check
from .rich_text import as_prose

if TYPE_CHECKING:
    from .flow import Flow

# Turns what is in a cell into rich text of one paragraph, or None if there is more in it.
Cell = Callable[[Element], str | None]
MOST_CELLS = 5000
MOST_TITLE = 255


def table(flow: "Flow", element: Element, caption: str = "") -> None:
    own = next((one for one in element.elements if one.name == "caption"), None)
    title = caption or (own.text() if own else "")
    rows = [_cells_of(row) for row in _rows_of(element)]
    if element.has_words_beside(*chain(*rows), own):
        flow.walk(element.children)
        return
    if all(len(row) <= 1 for row in rows):
        _arranged(flow, title, rows)
        return
    value = None
    if not element.first(*STRUCTURE, *MEDIA, *TITLES) and len(title) <= MOST_TITLE:
        value = _block(element, title, lambda cell: _cell(flow, cell))
    if value:
        flow.emit(("table", value))
    else:
        please_check(flow, Check.TABLE, element)
        if caption:
            flow.emit(("paragraph", markup.paragraph(caption)))


def _arranged(flow: "Flow", title: str, rows: list[list[Element]]) -> None:
    """Write a table of one column, which only arranges what is in it."""
    for row in rows:
        for cell in row:
            flow.end_paragraph()
            flow.walk(cell.children)
    flow.end_paragraph()
    if title:
        flow.emit(("paragraph", markup.paragraph(title)))


def _cell(flow: "Flow", cell: Element) -> str | None:
    rich, others = as_prose(flow.part(cell.children))
    is_one = rich.count("<p>") <= 1 and "<li>" not in rich and not others
    return rich.removeprefix("<p>").removesuffix("</p>") if is_one else None


def _rows_of(table: Element) -> list[Element]:
    """Return the rows of a table, those of its head first, and without those of tables in it."""
    parts = [table, *(one for one in table.elements if one.name in {"thead", "tbody", "tfoot"})]
    order = {"thead": 0, "table": 1, "tbody": 1, "tfoot": 2}
    parts.sort(key=lambda one: order[one.name])
    return [row for part in parts for row in part.elements if row.name == "tr"]


def _cells_of(row: Element) -> list[Element]:
    return [one for one in row.elements if one.name in {"td", "th"}]


def _block(table: Element, caption: str, cell: Cell) -> dict[str, Any] | None:
    """Return the value of our block, or None if the table isn't one of rows with equal cells."""
    rows = [_cells_of(row) for row in _rows_of(table)]
    rows = [row for row in rows if row]
    widths = {len(row) for row in rows}
    if len(widths) != 1 or sum(map(len, rows)) > MOST_CELLS or any(map(_spans, chain(*rows))):
        return None
    written = [[cell(one) for one in row] for row in rows]
    if any(one is None for row in written for one in row):
        return None
    heads = [all(one.name == "th" for one in row) for row in rows]
    has_head = heads[0] and len(rows) > 1
    body = written[1:] if has_head else written
    first_column = [row[0].name == "th" for row in rows[has_head:]]
    return _value(written[0] if has_head else [], body, caption, all(first_column))


def _spans(cell: Element) -> bool:
    return any(cell.get(name) not in {"", "0", "1"} for name in ("colspan", "rowspan"))


def _value(
    head: list[str | None], body: list[list[str | None]], caption: str, is_named: bool
) -> dict[str, Any]:
    width = len(body[0])
    is_rich = [any("<" in (row[number] or "") for row in body) for number in range(width)]
    headings = [unescape(TAG.sub(" ", one or "")).strip() for one in head] or [""] * width
    columns = [
        {"type": "rich_text" if rich else "text", "heading": heading}
        for rich, heading in zip(is_rich, headings, strict=True)
    ]
    rows = [
        {
            "values": [
                f"<p>{one}</p>" if rich and one else unescape(one or "")
                for rich, one in zip(is_rich, row, strict=True)
            ]
        }
        for row in body
    ]
    table = {"columns": columns, "rows": rows, "caption": caption}
    return {"table": table, "first_column_is_header": is_named}
