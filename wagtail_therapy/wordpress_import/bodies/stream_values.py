"""The body of a page, from what the content of a post became."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from wagtail.blocks import StreamBlock

from ..conversion.results import PLEASE_CHECK, Block, Conversion, ImageUse, LeftOut
from .blocks import BodyBlocks, is_url
from .links import BodyLinks
from .media import BodyMedia

CITATION = re.compile(r"\[ref:note-(\d{1,6})\]")


def body_of(
    conversion: Conversion,
    block: StreamBlock,
    images: Callable[[ImageUse], Any],
    files: Callable[[str], Any],
    page_for: Callable[[str], Any],
    *,
    has_references: bool = True,
) -> list[dict[str, Any]]:
    """Return the raw value of a StreamField with this block.

    ``images`` and ``files`` return one of ours or None, ``page_for`` what has the id of a ``page``
    and a ``fragment``, or None. What they don't have is counted in the conversion, and its words
    are kept. Where the block lacks one of ours, the value is in the nearest one. If the page type
    has no references, they are a list at the end.

    An editor can save what it returns, and is only asked for descriptions of images and for
    transcripts.
    """
    known = BodyBlocks(block)
    media = BodyMedia(conversion, images, files)
    links = BodyLinks(page_for, files)
    raw = []
    for name, value in _blocks(conversion, has_references):
        for shown in _with_media(media, name, value):
            fitting = [*known.fitting(*_with_links(links, *shown))]
            raw += [{"type": kind, "value": one} for kind, one in fitting]
            if not fitting:
                conversion.leave_out(LeftOut.BLOCK, name)
    return raw


def references_of(conversion: Conversion) -> list[dict[str, Any]]:
    """Return the raw value of a StreamField of references, which the body cites by their keys."""
    return [
        {"type": "reference", "value": one | {"url": one["url"] if is_url(one["url"]) else ""}}
        for one in conversion.references
    ]


def _blocks(conversion: Conversion, has_references: bool) -> Iterator[Block]:
    if has_references or not conversion.references:
        yield from conversion.blocks
        return
    for name, value in conversion.blocks:
        yield name, _changed_texts(name, value, _numbered)
    items = [_as_item(one) for one in conversion.references]
    yield "list", {"style": "numbers", "items": items}


def _numbered(html: str) -> str:
    return CITATION.sub(r"<sup>\1</sup>", html)


def _as_item(reference: Mapping[str, str]) -> str:
    title, url = escape(reference["title"], quote=False), reference["url"]
    is_said = not url or url in reference["title"]
    return f"<p>{title}</p>" if is_said else f'<p><a href="{escape(url)}">{title}</a></p>'


def _with_media(media: BodyMedia, name: str, value: Any) -> Iterator[Block]:
    match name:
        case "image":
            return media.image(value)
        case "gallery":
            return media.gallery(value)
        case "document":
            return media.document(value)
        case "video" | "audio":
            return media.recording(name, value)
    return iter([(name, value)])


def _with_links(links: BodyLinks, name: str, value: Any) -> Block:
    if name == PLEASE_CHECK:
        return name, value | {"html": links.in_html(value["html"])}
    if name == "button":
        return name, _button(links, value)
    return name, _changed_texts(name, value, links.in_rich_text)


def _button(links: BodyLinks, value: dict[str, Any]) -> dict[str, Any]:
    """Return a button that leads to a page of ours, if it led to a part of it to the whole."""
    link = links.of_button(value["url"])
    return value if link is None else value | {"page": link.page, "url": ""}


def _changed_texts(name: str, value: Any, change: Callable[[str], str]) -> Any:
    """Return the value with each of its rich texts changed."""
    match name:
        case "paragraph":
            return change(value)
        case "list":
            return value | {"items": [change(one) for one in value["items"]]}
        case "faq":
            asked = [one | {"answer": change(one["answer"])} for one in value["questions"]]
            return value | {"questions": asked}
        case "table":
            return value | {"table": _changed_cells(value["table"], change)}
    return value


def _changed_cells(table: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    is_rich = [column["type"] == "rich_text" for column in table["columns"]]
    rows = [
        {
            "values": [
                change(cell) if rich else cell
                for rich, cell in zip(is_rich, row["values"], strict=True)
            ]
        }
        for row in table["rows"]
    ]
    return dict(table) | {"rows": rows}
