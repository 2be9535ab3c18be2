"""Which bodies have the same HTML for everyone, until a page or a row that they show is saved."""

from functools import cache
from typing import Any

from wagtail.blocks import StreamValue

OURS = __name__.partition(".")[0]


def is_constant(body: StreamValue) -> bool:
    """Whether all blocks in a body are ours, or say ``is_constant = True`` in their ``Meta``."""
    blocks = body.stream_block.child_blocks
    kinds = {child["type"] for child in body.raw_data}
    return all(_is_constant(blocks[kind]) for kind in kinds if kind in blocks)


@cache
def has_constant_bodies(page_type: Any) -> bool:
    """Whether this is so of the body of each page of the type."""
    blocks = page_type._meta.get_field("body").stream_block.child_blocks
    return all(map(_is_constant, blocks.values()))


def _is_constant(block: Any) -> bool:
    is_ours = type(block).__module__.partition(".")[0] == OURS
    return getattr(block.meta, "is_constant", is_ours)
