"""The words of blocks as rich text, for bodies that don't have the blocks."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from ..conversion import markup
from ..conversion.converting import plain_text


def as_rich_text(name: str, value: Any) -> str:
    """Return the words of a block of ours, in their order, with their links."""
    write: Callable[[Any], str] = WRITERS.get(name, _linked)
    return write(value)


def as_table(table: dict[str, Any]) -> str:
    """Return the value of a table as HTML."""
    caption = f"<caption>{_text(table['caption'])}</caption>" if table["caption"] else ""
    rows = (f"<tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr>" for cells in _cells(table))
    return f"<table>{caption}{''.join(rows)}</table>"


def _text(text: str) -> str:
    return escape(text, quote=False)


def _bold(text: str) -> str:
    return f"<p><b>{_text(text)}</b></p>" if text.strip() else ""


def _plain(text: str) -> str:
    return markup.paragraph(text) if text.strip() else ""


def _heading(value: dict[str, Any]) -> str:
    return _bold(value["text"])


def _list(value: dict[str, Any]) -> str:
    tag = "ol" if value["style"] == "numbers" else "ul"
    return f"<{tag}>{''.join(f'<li>{_unwrapped(one)}</li>' for one in value['items'])}</{tag}>"


def _quote(value: dict[str, Any]) -> str:
    return "".join(map(_plain, [*value["text"].split("\n\n"), value["attribution"]]))


def _faq(value: dict[str, Any]) -> str:
    return "".join(f"{_bold(one['question'])}{one['answer']}" for one in value["questions"])


def _table(value: dict[str, Any]) -> str:
    table = value["table"]
    lines = (" – ".join(filter(None, cells)) for cells in _cells(table))
    return _bold(table["caption"]) + "".join(f"<p>{line}</p>" for line in lines if line)


def _image(value: dict[str, Any]) -> str:
    return _plain(value["caption"])


def _piece(value: dict[str, Any]) -> str:
    return _plain(plain_text(value["html"]))


def _linked(value: dict[str, Any]) -> str:
    """Return a link to what a button, a player or a document leads to."""
    text = _text(value.get("title") or value.get("text") or _("Document"))
    number = value.get("document") or value.get("file")
    if number:
        return f'<p><a linktype="document" id="{number}">{text}</a></p>'
    if value.get("page"):
        return f'<p><a linktype="page" id="{value["page"]}">{text}</a></p>'
    return f'<p><a href="{escape(value["url"])}">{text}</a></p>'


WRITERS: dict[str, Callable[[Any], str]] = {
    "heading": _heading,
    "subheading": _heading,
    "list": _list,
    "quote": _quote,
    "faq": _faq,
    "table": _table,
    "image": _image,
    "please_check": _piece,
}


def _unwrapped(rich: str) -> str:
    return rich.removeprefix("<p>").removesuffix("</p>")


def _cells(table: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of a table as HTML, its headings first."""
    headings = [_text(column["heading"]) for column in table["columns"]]
    if any(headings):
        yield headings
    is_rich = [column["type"] == "rich_text" for column in table["columns"]]
    for row in table["rows"]:
        cells = zip(is_rich, row["values"], strict=True)
        yield [_unwrapped(cell) if rich else _text(cell) for rich, cell in cells]
