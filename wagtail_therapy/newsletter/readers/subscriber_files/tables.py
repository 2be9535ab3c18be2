"""A table in a file: its header, and its rows one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

# So many rows show what the columns hold.
SAMPLE = 50


@dataclass
class Table:
    """The rows of a file, or of one in a ZIP, each with its number as programs show it.

    The rows can be read once. ``header`` is empty if the first row is data.
    """

    name: str
    header: list[str]
    sample: list[list[str]]
    rows: Iterator[tuple[int, list[str]]]

    @classmethod
    def of(cls, name: str, lines: Iterator[tuple[int, list[str]]]) -> "Table":
        """Take the first row with content as the header, unless there is an address in it."""
        shown = ((number, cells) for number, cells in lines if any(map(str.strip, cells)))
        first = list(islice(shown, 1))
        has_header = bool(first) and not any("@" in cell for cell in first[0][1])
        header = [cell.strip() for cell in first[0][1]] if has_header else []
        ahead = [*([] if has_header else first), *islice(shown, SAMPLE)]
        return cls(name, header, [cells for _number, cells in ahead], chain(ahead, shown))

    @property
    def width(self) -> int:
        return max([len(self.header), *map(len, self.sample)])
