"""Finds the images that a page's blocks show."""

from collections.abc import Iterator
from typing import Any

from wagtail.fields import StreamField

from .values import blocks_within


def pictures_in_streams(page: Any) -> Iterator[tuple[Any, str]]:
    """Yield the images of blocks with ``get_pictures(value)``, or None, each with its use."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            for block, value in blocks_within(field.stream_block, stream, _shows_pictures):
                yield from block.get_pictures(value)


def _shows_pictures(block: Any, value: Any) -> bool:
    return bool(value) and hasattr(block, "get_pictures")
