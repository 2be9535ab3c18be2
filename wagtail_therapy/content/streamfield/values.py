"""Finds values in nested blocks."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock


def values_within(block: Any, value: Any, is_wanted: Callable[[Any, Any], bool]) -> Iterator[Any]:
    """Yield the values inside a value, at any depth, for which ``is_wanted(block, value)``."""
    return (found for _block, found in blocks_within(block, value, is_wanted))


def blocks_within(
    block: Any, value: Any, is_wanted: Callable[[Any, Any], bool]
) -> Iterator[tuple[Any, Any]]:
    """Yield those values, each after its block."""
    if is_wanted(block, value):
        yield block, value
        return
    for child_block, child in _children(block, value):
        yield from blocks_within(child_block, child, is_wanted)


def _children(block: Any, value: Any) -> list[tuple[Any, Any]]:
    match block:
        case blocks.StreamBlock():
            return [(child.block, child.value) for child in value or ()]
        case BaseTypedTableBlock():
            columns = [column["block"] for column in value.columns] if value else []
            rows = [row["values"] for row in value.row_data] if value else []
            return [pair for row in rows for pair in zip(columns, row, strict=True)]
        case blocks.ListBlock():
            return [(block.child_block, child) for child in value or ()]
        case blocks.StructBlock() if isinstance(value, dict):
            # The value of Wagtail's ImageBlock is an image.
            return [(one, value.get(name)) for name, one in block.child_blocks.items()]
    return []
