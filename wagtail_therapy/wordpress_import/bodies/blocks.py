"""Which block of a host's body is which of ours, and what comes nearest where it has none."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from wagtail.blocks import Block as WagtailBlock
from wagtail.blocks import RichTextBlock, StreamBlock, StructBlock

from wagtail_therapy.content.blocks import BodyBlock

from ..conversion.results import PLEASE_CHECK, Block
from .words import as_rich_text, as_table

OURS: dict[str, WagtailBlock] = BodyBlock.base_blocks


class BodyBlocks:
    """The blocks of a StreamBlock, by the names of ours that they can stand for."""

    def __init__(self, block: StreamBlock):
        found = {ours: _name_in(block, ours) for ours in OURS}
        self.names = {ours: name for ours, name in found.items() if name}

    def fitting(self, name: str, value: Any) -> Iterator[Block]:
        """Yield what the StreamBlock can hold of a block of ours; nothing if it holds no prose."""
        if name in self.names and is_complete(name, value):
            yield self.names[name], value
        elif name != "paragraph":
            for simpler in self._simpler(name, value):
                yield from self.fitting(*simpler)

    def _simpler(self, name: str, value: Any) -> Iterator[Block]:
        match name:
            case "subheading" if "heading" in self.names:
                yield "heading", value
            case "gallery":
                yield from (("image", one) for one in value["images"])
            case "table" if PLEASE_CHECK in self.names:
                html = as_table(value["table"])
                yield PLEASE_CHECK, {"reason": "table", "name": "", "html": html}
            case "faq" if "faq" in self.names:
                for is_whole, questions in groupby(value["questions"], _is_answered):
                    kind = "faq" if is_whole else "paragraph"
                    asked = {"questions": list(questions)}
                    yield kind, asked if is_whole else as_rich_text(name, asked)
            case _:
                yield "paragraph", as_rich_text(name, value)


def is_complete(name: str, value: Any) -> bool:
    """Return whether an editor can save the block; descriptions and transcripts may be missing."""
    match name:
        case "paragraph":
            return bool(value)
        case "heading" | "subheading" | "quote":
            return bool(value["text"].strip())
        case "faq":
            return all(map(_is_answered, value["questions"]))
        case "button":
            return bool(value["page"]) or is_url(value["url"])
        case "gallery":
            return len(value["images"]) > 1
    return True


def _is_answered(question: dict[str, str]) -> bool:
    return bool(question["question"].strip() and question["answer"])


def is_url(address: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return True


def _name_in(block: StreamBlock, ours: str) -> str:
    """Return the name of the child block that can hold the values of a block of ours, or ""."""
    standard = OURS[ours]
    children = block.child_blocks
    if ours in children and _can_stand_for(children[ours], standard):
        return ours
    same = (name for name, child in children.items() if type(child) is type(standard))
    prose = (name for name, child in children.items() if isinstance(child, RichTextBlock))
    return next(same, "") or (next(prose, "") if ours == "paragraph" else "")


def _can_stand_for(child: WagtailBlock, standard: WagtailBlock) -> bool:
    if isinstance(standard, StructBlock):
        needed = standard.child_blocks.keys()
        return isinstance(child, StructBlock) and needed <= child.child_blocks.keys()
    return isinstance(child, RichTextBlock)
