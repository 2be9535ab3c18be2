"""Cuts the text of an export into its head and its items, without parsing it.

So an item that can't be parsed doesn't hide the others, and memory holds one item at a time.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

# An item with a post of 5 MB and thousands of comments is smaller.
MOST_CHARACTERS = 32 * 1024**2
TOKEN = re.compile(r"<!\[CDATA\[|<item(?=[\s>])|</item\s{0,9}>|</rss\s{0,9}>")
CDATA, CDATA_END = "<![CDATA[", "]]>"
# What can be cut off at the end of a chunk.
LONGEST_TOKEN = 32


class Kind(Enum):
    HEAD = auto()
    ITEM = auto()
    # The next item begins in it.
    UNCLOSED = auto()
    LARGE = auto()
    # The file ends before it.
    END = auto()


@dataclass(frozen=True)
class Segment:
    """``line`` is the one on which the text begins. Of the end, ``text`` is what was cut off."""

    kind: Kind
    text: str
    line: int
    is_complete: bool = True


class Cutter:
    """Cuts a text that comes in chunks."""

    def __init__(self, chunks: Iterable[str]):
        self.chunks = iter(chunks)
        self.buffer = ""
        # Where the segment begins, and where we are.
        self.start = 0
        self.position = 0
        self.line = 1
        self.item_line = 1
        self.kind = Kind.HEAD
        self.is_complete = False

    def segments(self) -> Iterator[Segment]:
        """Yield the head, each item, and the end, which says whether the file is complete."""
        while token := self._next_token():
            if token[0] == CDATA:
                self._skip_cdata(token)
            elif token[0].startswith("<item"):
                yield from self._begin_item(token)
            elif token[0].startswith("</item"):
                yield from self._end_item(token)
            else:
                self.is_complete = True
                self.position = token.end()
        yield from self._rest()

    def _next_token(self) -> re.Match[str] | None:
        while True:
            token = TOKEN.search(self.buffer, self.position)
            if token:
                return token
            self.position = max(self.position, len(self.buffer) - LONGEST_TOKEN)
            if not self._read():
                return None

    def _read(self) -> bool:
        chunk = next(self.chunks, "")
        if self.kind is Kind.LARGE or len(self.buffer) - self.start > MOST_CHARACTERS:
            self._forget()
        self.buffer = self.buffer[self.start :] + chunk
        self.position -= self.start
        self.start = 0
        return bool(chunk)

    def _forget(self) -> None:
        """Give up on this segment, and only look for its end."""
        self.kind = Kind.HEAD if self.kind is Kind.HEAD else Kind.LARGE
        self._move_to(max(self.start, min(self.position, len(self.buffer) - LONGEST_TOKEN)))

    def _move_to(self, position: int) -> None:
        self.line += self.buffer.count("\n", self.start, position)
        self.start = position

    def _skip_cdata(self, token: re.Match[str]) -> None:
        self.position = token.end()
        while (end := self.buffer.find(CDATA_END, self.position)) < 0:
            self.position = max(self.position, len(self.buffer) - len(CDATA_END) + 1)
            if not self._read():
                self.position = len(self.buffer)
                return
        self.position = end + len(CDATA_END)

    def _begin_item(self, token: re.Match[str]) -> Iterator[Segment]:
        text = self.buffer[self.start : token.start()]
        if self.kind is Kind.ITEM:
            yield Segment(Kind.UNCLOSED, text, self.item_line)
        elif self.kind is Kind.HEAD:
            yield Segment(Kind.HEAD, text, self.line)
        self._move_to(token.start())
        self.item_line = self.line
        self.position = token.end()
        self.kind = Kind.ITEM

    def _end_item(self, token: re.Match[str]) -> Iterator[Segment]:
        if self.kind in {Kind.ITEM, Kind.LARGE}:
            text = self.buffer[self.start : token.end()]
            yield Segment(self.kind, text, self.item_line)
            self.kind = Kind.END
        self._move_to(token.end())
        self.position = token.end()

    def _rest(self) -> Iterator[Segment]:
        text = self.buffer[self.start :]
        if self.kind is Kind.HEAD:
            yield Segment(Kind.HEAD, text, self.line)
        is_open = self.kind in {Kind.ITEM, Kind.LARGE}
        last = self.line + text.count("\n")
        yield Segment(Kind.END, text if is_open else "", last, self.is_complete and not is_open)
