"""Bodies whose HTML feeds may keep: it is the same for all, until what they show is saved."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from wagtail.blocks import StreamValue

from wagtail_therapy.content.fields import block_types, is_kept_block


def is_kept(body: StreamValue) -> bool:
    """Whether all blocks that a feed shows of a body are ours, or say ``is_kept = True``."""
    blocks = body.stream_block.child_blocks
    return _are_kept(blocks[name] for name in set(block_types(body)) & blocks.keys())


@cache
def are_all_kept(page_type: Any) -> bool:
    """Whether this is so of the body of each page of the type."""
    return _are_kept(page_type._meta.get_field("body").stream_block.child_blocks.values())


def _are_kept(blocks: Iterable[Any]) -> bool:
    return all(
        getattr(one.meta, "is_for_pages_only", False) or is_kept_block(one) for one in blocks
    )
