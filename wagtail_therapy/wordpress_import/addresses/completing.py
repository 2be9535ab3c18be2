"""Makes links of addresses whose pages weren't there yet when a body was written."""

import json
import re
from collections.abc import Callable, Iterable
from functools import singledispatch
from html import unescape
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from .links import Link

PageFor = Callable[[str], Link | None]
# As the conversion writes it: with one attribute.
ANCHOR = re.compile(r'<a href="([^"<>]{1,2000})">')


def complete(pages: Iterable[Any], page_for: PageFor, name: str = "body") -> list[Any]:
    """Complete the bodies of specific pages, and of their latest revisions.

    Return the pages that changed. No revision is added, so they still count as untouched.
    """
    return [page for page in pages if _complete(page, page_for, name)]


def ask(page: Any, page_for: PageFor, name: str = "body") -> None:
    """Ask for all addresses in the body of a specific page, and change nothing."""
    body = getattr(page, name)
    completed(body.stream_block, list(body.raw_data), page_for)


@singledispatch
def completed(block: blocks.Block, value: Any, page_for: PageFor) -> Any:
    """Return the raw value of a block with links to the pages that exist by now.

    In rich text, ``<a href="…">`` becomes a link to the page. A button with the address in ``url``
    gets the page instead. What ``page_for`` doesn't know stays, and so does HTML that isn't rich
    text, but it is asked for the addresses there, too.
    """
    if isinstance(value, str):
        for address in ANCHOR.findall(value):
            page_for(unescape(address))
    return value


@completed.register
def _(block: blocks.RichTextBlock, value: Any, page_for: PageFor) -> Any:
    def linked(match: re.Match[str]) -> str:
        link = page_for(unescape(match[1]))
        return f'<a linktype="page" id="{link.page}">' if link else match[0]

    return ANCHOR.sub(linked, value) if isinstance(value, str) and "<a href" in value else value


@completed.register
def _(block: blocks.BaseStreamBlock, value: Any, page_for: PageFor) -> Any:
    known = block.child_blocks
    return [
        one | {"value": completed(known[one["type"]], one["value"], page_for)}
        if one["type"] in known
        else one
        for one in value or []
    ]


@completed.register
def _(block: blocks.ListBlock, value: Any, page_for: PageFor) -> Any:
    return [
        one | {"value": completed(block.child_block, one["value"], page_for)}
        if isinstance(one, dict) and one.get("type") == "item"
        else completed(block.child_block, one, page_for)
        for one in value or []
    ]


@completed.register
def _(block: blocks.BaseStructBlock, value: Any, page_for: PageFor) -> Any:
    known = block.child_blocks
    within = {
        name: completed(known[name], one, page_for) if name in known else one
        for name, one in (value or {}).items()
    }
    has_page = isinstance(known.get("page"), blocks.PageChooserBlock) and "url" in known
    return _with_page(within, page_for) if has_page else within


@completed.register
def _(block: BaseTypedTableBlock, value: Any, page_for: PageFor) -> Any:
    if not value:
        return value
    cells = [block.child_blocks.get(column["type"]) for column in value["columns"]]
    rows = [
        row
        | {
            "values": [
                completed(cell, one, page_for) if cell else one
                for cell, one in zip(cells, row["values"], strict=False)
            ]
        }
        for row in value["rows"]
    ]
    return value | {"rows": rows}


def _with_page(value: dict[str, Any], page_for: PageFor) -> dict[str, Any]:
    url = value.get("url")
    link = page_for(url) if url and not value.get("page") else None
    return value | {"page": link.page, "url": ""} if link else value


def _complete(page: Any, page_for: PageFor, name: str) -> bool:
    body = getattr(page, name)
    before = list(body.raw_data)
    after = completed(body.stream_block, before, page_for)
    if after == before:
        return False
    written = json.dumps(after)
    type(page).objects.filter(pk=page.pk).update(**{name: written})
    setattr(page, name, written)
    _complete_revision(page.latest_revision, name, after)
    return True


def _complete_revision(revision: Any, name: str, body: list[Any]) -> None:
    if revision is not None and name in revision.content:
        revision.content = revision.content | {name: json.dumps(body)}
        revision.save(update_fields=["content"])
