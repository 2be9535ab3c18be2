"""One subscriber as a file has them. Names, notes, places and everything else stay in the file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from .states import State


class Problem(StrEnum):
    """Why a row says nothing that we can use."""

    NO_ADDRESS = auto()
    INVALID_ADDRESS = auto()
    # The address is in another column than in the rows before.
    SHIFTED = auto()


@dataclass(frozen=True)
class Record:
    """``number`` is that of the row, as Excel and editors count. ``address`` is cleaned."""

    file_name: str
    number: int
    state: State = State.NOT_SAID
    address: str = ""
    consented_at: datetime | None = None
    problem: Problem | None = None
