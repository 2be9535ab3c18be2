"""Blocks as rich text, for places that hold nothing else, and rich text as plain text."""

from html import escape, unescape
from typing import Any

from . import markup
from .prose import BREAK, TAG
from .results import Block


def as_prose(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Return blocks as rich text, and those that can't be."""
    rich: list[str] = []
    others: list[Block] = []
    for name, value in blocks:
        written = _rich(name, value)
        if written:
            rich.append(written)
        else:
            others.append((name, value))
    return "".join(rich), others


def _rich(name: str, value: Any) -> str:
    match name:
        case "paragraph":
            return value
        case "heading":
            return f"<p><b>{escape(value['text'], quote=False)}</b></p>"
        case "list":
            kind = "ol" if value["style"] == "numbers" else "ul"
            items = [item.removeprefix("<p>").removesuffix("</p>") for item in value["items"]]
            return f"<{kind}>{''.join(f'<li>{item}</li>' for item in items)}</{kind}>"
        case "quote":
            texts = [*value["text"].split("\n\n"), value["attribution"]]
            return "".join(markup.paragraph(text) for text in texts)
        case "button":
            return markup.link(value["url"], value["text"])
    return ""


def plain(rich: str) -> str:
    """Return rich text as plain text, with an empty line between paragraphs."""
    lines = rich.replace("</p>", "\n\n").replace(BREAK, "\n")
    return unescape(TAG.sub("", lines)).strip()


def plain_paragraphs(text: str) -> str:
    return "".join(markup.paragraph(one) for one in text.split("\n\n"))
