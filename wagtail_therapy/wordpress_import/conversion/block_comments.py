"""Finds the blocks of WordPress' editor in the comments that mark where each begins and ends."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

OPENING = re.compile(
    r"<!--\s{1,9}(/?)wp:([a-z][a-z0-9_-]{0,60}(?:/[a-z][a-z0-9_-]{0,60})?)(?=[\s/])"
)
END = "-->"
EMBED = "core-embed/"


@dataclass(frozen=True)
class Comment:
    """``end`` is the number of the comment that closes the block, or None if none does."""

    name: str
    start: int
    stop: int
    attributes: dict[str, Any] = field(default_factory=dict)
    closes: bool = False
    is_empty: bool = False
    end: int | None = None


def is_made_of_blocks(content: str) -> bool:
    return OPENING.search(content) is not None


def comments_in(content: str) -> list[Comment]:
    """Return the comments in their order, in a time that grows with the length of the content."""
    found: list[Comment] = []
    position = 0
    while opening := OPENING.search(content, position):
        stop = content.find(END, opening.end())
        if stop < 0:
            break
        position = stop + len(END)
        found.append(_comment(opening, content[opening.end() : stop], position))
    return _with_ends(found)


def _comment(opening: re.Match[str], rest: str, stop: int) -> Comment:
    rest = rest.strip()
    is_empty = rest.endswith("/")
    written = rest.removesuffix("/").strip()
    closes = bool(opening[1])
    attributes = {} if closes else _attributes(written)
    return Comment(_name(opening[2]), opening.start(), stop, attributes, closes, is_empty)


def _name(written: str) -> str:
    if written.startswith(EMBED):
        return "core/embed"
    return written if "/" in written else f"core/{written}"


def _attributes(written: str) -> dict[str, Any]:
    try:
        attributes = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        return {}
    return attributes if isinstance(attributes, dict) else {}


def _with_ends(found: list[Comment]) -> list[Comment]:
    """Return the comments with the numbers of those that close them.

    Those that close nothing are left out. A block that isn't closed ends with the one around it.
    """
    opened: list[int] = []
    counts: dict[str, int] = {}
    ends: dict[int, int] = {}
    dropped: set[int] = set()
    for number, one in enumerate(found):
        if not one.closes and not one.is_empty:
            opened.append(number)
            counts[one.name] = counts.get(one.name, 0) + 1
        elif one.closes and not counts.get(one.name):
            dropped.add(number)
        elif one.closes:
            _close(one.name, number, opened, counts, ends, found)
    return _renumbered(found, ends, dropped)


def _close(
    name: str,
    number: int,
    opened: list[int],
    counts: dict[str, int],
    ends: dict[int, int],
    found: list[Comment],
) -> None:
    while opened:
        last = opened.pop()
        counts[found[last].name] -= 1
        ends[last] = number
        if found[last].name == name:
            return


def _renumbered(found: list[Comment], ends: dict[int, int], dropped: set[int]) -> list[Comment]:
    kept = [number for number in range(len(found)) if number not in dropped]
    places = {number: place for place, number in enumerate(kept)}
    return [
        Comment(
            one.name,
            one.start,
            one.stop,
            one.attributes,
            one.closes,
            one.is_empty,
            places[ends[number]] if number in ends else None,
        )
        for number in kept
        for one in [found[number]]
    ]
