"""Finds the blocks of WordPress' editor in the comments that mark where each begins and ends."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
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
    counts: Counter[str] = Counter()
    kept: list[Comment] = []
    for one in found:
        if one.closes and not counts[one.name]:
            continue
        if one.closes:
            is_found = False
            while not is_found:
                last = opened.pop()
                counts[kept[last].name] -= 1
                is_found = kept[last].name == one.name
                kept[last] = replace(kept[last], end=len(kept))
        elif not one.is_empty:
            opened.append(len(kept))
            counts[one.name] += 1
        kept.append(one)
    return kept
