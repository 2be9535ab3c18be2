"""Fetches what many bodies show, in a fixed number of queries."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

LINK = re.compile(r"<a\b(?=[^<>]*+>)[^<>]*?\blinktype=[^<>]*+>")


def prefetch_bodies(bodies: Iterable[StreamValue]) -> list[StreamValue]:
    """Return the bodies with all objects that they choose and link to fetched together.

    Wagtail would run queries for each body, and for each paragraph. Don't save the result: links
    to pages are replaced with URLs.
    """
    found = list(bodies)
    data = _with_addresses([body.get_prep_value() for body in found])
    together = list(zip(found, data, strict=True))
    order = sorted(range(len(found)), key=lambda index: id(found[index].stream_block))
    values: dict[int, StreamValue] = {}
    for _block, group in groupby(order, key=lambda index: id(found[index].stream_block)):
        indexes = list(group)
        fetched_group = _fetch([together[index] for index in indexes])
        values.update(zip(indexes, fetched_group, strict=True))
    return [values[index] for index in range(len(found))]


def _fetch(pairs: list[tuple[StreamValue, Any]]) -> Iterator[StreamValue]:
    """Join bodies with the same block to one long body, fetch that, and take it apart again."""
    block = pairs[0][0].stream_block
    children = iter(
        StreamValue(block, [item for _body, data in pairs for item in data], is_lazy=True)
    )
    for _body, data in pairs:
        mine = islice(children, len(data))
        yield StreamValue(block, [(one.block_type, one.value, one.id) for one in mine])


def _with_addresses(data: Any) -> Any:
    tags: dict[str, str] = {}
    map_strings(data, lambda text: tags.update(dict.fromkeys(LINK.findall(text), "")) or text)
    if not tags:
        return data
    # As one text, so that Wagtail's handlers, and the host's, fetch all pages together.
    expanded = expand_db_html("\0".join(tags)).split("\0")
    tags = dict(zip(tags, expanded, strict=True))
    return map_strings(data, lambda text: LINK.sub(lambda match: tags[match[0]], text))


def map_strings(data: Any, change: Callable[[str], str]) -> Any:
    """Return the data with ``change`` applied to each string in it."""
    match data:
        case str():
            return change(data)
        case dict():
            return {key: map_strings(value, change) for key, value in data.items()}
        case list() | tuple():
            return [map_strings(value, change) for value in data]
        case _:
            return data
