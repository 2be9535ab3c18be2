"""Cells of tables that span others, as far as HTML allows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_SPANNED = 100


@dataclass(frozen=True)
class Cell:
    """``place`` is where its start tag is among the pieces of HTML."""

    place: int
    name: str
    columns: int = 1
    rows: int = 1

    @classmethod
    def read(cls, place: int, name: str, attributes: Mapping[str, str | None]) -> "Cell":
        return cls(place, name, _span(attributes, "colspan"), _span(attributes, "rowspan"))

    @property
    def tag(self) -> str:
        columns = f' colspan="{self.columns}"' if self.columns > 1 else ""
        rows = f' rowspan="{self.rows}"' if self.rows > 1 else ""
        return f"<{self.name}{columns}{rows}>"


def _span(attributes: Mapping[str, str | None], name: str) -> int:
    written = attributes.get(name) or ""
    is_number = written.isascii() and written.isdigit() and len(written) < len(str(MOST_SPANNED))
    return max(1, int(written)) if is_number else 1


@dataclass
class Table:
    """A table that is being written from the piece at ``start``."""

    start: int
    # Whether nothing is in it yet.
    is_new: bool = True
    starts: list[int] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)

    def add_row(self, place: int) -> None:
        if self.rows and not self.rows[-1]:
            self.rows.pop()
        self.is_new = False
        self.starts.append(place)
        self.rows.append([])

    def add_cell(self, cell: Cell) -> None:
        self.rows[-1].append(cell)

    def write_spans(self, pieces: list[str]) -> None:
        """Write the spans of all cells, or none if they don't make a whole table."""
        rows = [row for row in self.rows if row]
        if _is_whole(rows):
            for cell in (one for row in rows for one in row):
                pieces[cell.place] = cell.tag


def _is_whole(rows: list[list[Cell]]) -> bool:
    """Return whether the cells fill a rectangle, and one begins in each of its columns."""
    # How many more rows the cells above reach down, by column.
    reach: list[int] = []
    begun: set[int] = set()
    for number, row in enumerate(rows):
        width = len(reach)
        column = 0
        for cell in row:
            while column < len(reach) and reach[column]:
                column += 1
            begun.add(column)
            spanned = range(column, column + cell.columns)
            if any(one < len(reach) and reach[one] for one in spanned):
                return False
            reach += [0] * (spanned.stop - len(reach))
            for one in spanned:
                reach[one] = cell.rows
            column = spanned.stop
        if (number and len(reach) != width) or not all(reach):
            return False
        reach = [one - 1 for one in reach]
    return not any(reach) and begun == set(range(len(reach)))
