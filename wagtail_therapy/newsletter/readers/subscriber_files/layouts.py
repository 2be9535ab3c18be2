"""Which column of a table holds what. We propose it, and people may correct it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from time import monotonic
from typing import Any

from django.views.decorators.debug import sensitive_variables

from . import dates, states
from .columns import address_column
from .known_services import Service
from .states import State
from .tables import Table

# A column with more words, or with longer ones, holds something else, perhaps notes about people.
MOST_WORDS = 20
LONGEST_WORD = 40


@dataclass(frozen=True)
class Layout:
    """The numbers of the columns, from 0, and what is said in the one with the state."""

    # None: the table is left out.
    address: int | None
    state: int | None = None
    # The best first.
    consented: tuple[int, ...] = ()
    # What words mean that we don't know.
    words: Mapping[str, State] = field(default_factory=dict)
    # What holds for every row if no column has the state.
    everyone: State = State.NOT_SAID

    @classmethod
    def proposed(cls, table: Table, service: Service | None) -> "Layout":
        names = [name.lower() for name in table.header]
        word = service.word_column if service else None
        consented = service.consented if service else ()
        return cls(
            address_column(table),
            state=names.index(word) if word else None,
            consented=tuple(names.index(name) for name in consented if name in names),
        )

    @classmethod
    def loaded(cls, stored: dict[str, Any]) -> "Layout":
        """Return the layout that was stored as JSON."""
        words = {word: State(state) for word, state in stored["words"].items()}
        consented = tuple(stored["consented"])
        everyone = State(stored["everyone"])
        return cls(stored["address"], stored["state"], consented, words, everyone)

    def as_dict(self) -> dict[str, Any]:
        return {
            "address": self.address,
            "state": self.state,
            "consented": list(self.consented),
            "words": {word: str(state) for word, state in self.words.items()},
            "everyone": str(self.everyone),
        }

    def state_of(self, cells: list[str]) -> State:
        """Return what the word in the column for the state means."""
        word = word_in(cells, self.state)
        known = states.of_word(word)
        return self.words.get(word, known) if known is State.UNKNOWN else known

    def consented_at(self, cells: list[str]) -> datetime | None:
        times = (dates.parse(cells[n]) for n in self.consented if n < len(cells))
        return next(filter(None, times), None)


def word_in(cells: list[str], column: int | None) -> str:
    """Return the word in a column as we compare it: what is long or has an @ is none."""
    cell = cells[column] if column is not None and column < len(cells) else ""
    word = " ".join(cell.lower().split())
    return "" if len(word) > LONGEST_WORD or "@" in word else word


@sensitive_variables()
def words_of(table: Table, columns: list[int], seconds: float) -> dict[int, list[str]]:
    """Return the words in each of these columns, as far as they are found in so many seconds.

    Leaves out columns with too many, which don't hold a state. Reads the rows of the table.
    """
    found: dict[int, set[str]] = {column: set() for column in columns}
    for cells in _rows_within(table, seconds):
        for column, words in found.items():
            words.add(word_in(cells, column))
        found = {column: words for column, words in found.items() if len(words) <= MOST_WORDS}
    return {column: sorted(words - {""}) for column, words in found.items()}


def _rows_within(table: Table, seconds: float) -> Iterator[list[str]]:
    deadline = monotonic() + seconds
    rows = (cells for _number, cells in table.rows)
    return takewhile(lambda _cells: monotonic() < deadline, rows)
