"""Why a file can't be read, and what was wrong with one that can. The texts are made elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto

# Of one kind. More are counted, but not listed.
MOST_LISTED = 100


class Reason(StrEnum):
    """Why nothing in a file can be used."""

    EMPTY = auto()
    BINARY = auto()
    JSON = auto()
    SQL = auto()
    HTML = auto()
    RSS = auto()
    ATOM = auto()
    # Another kind of XML. ``detail`` is its outermost element.
    OTHER_XML = auto()
    PLAIN_TEXT = auto()
    # It could make a small file fill the memory, or read files of the server.
    DOCTYPE = auto()
    # ``detail`` is the name of the encoding.
    ENCODING = auto()
    DAMAGED_ARCHIVE = auto()
    ENCRYPTED_ARCHIVE = auto()
    LARGE_ARCHIVE = auto()
    ARCHIVE_WITHOUT_EXPORT = auto()
    # While it was read: it isn't what it was when it was looked through.
    CHANGED = auto()


class UnreadableExportError(Exception):
    """Nothing in a file can be used. It contains nothing from the file but a name in ``detail``."""

    def __init__(self, reason: Reason, file_name: str, line: int = 1, detail: str = ""):
        super().__init__(f"{reason}, line {line}")
        self.reason = reason
        self.file_name = file_name
        self.line = line
        self.detail = detail


class Problem(StrEnum):
    """What was wrong with a part of a file. The other parts are read."""

    # Corrected while reading: nothing is missing.
    TEXT_BEFORE = auto()
    CONTROL_CHARACTER = auto()
    # Not in the encoding that the file names. Read as Windows-1252.
    WRONG_ENCODING = auto()
    BARE_AMPERSAND = auto()
    CDATA_END = auto()
    UNKNOWN_VERSION = auto()
    # The item is left out.
    MALFORMED_ITEM = auto()
    UNCLOSED_ITEM = auto()
    LARGE_ITEM = auto()
    # Authors, categories and tags may be missing.
    MALFORMED_HEAD = auto()
    # The rest of the file is missing.
    TRUNCATED = auto()
    DAMAGED_ARCHIVE = auto()
    LARGE_ARCHIVE = auto()
    MANY_ITEMS = auto()
    UNREADABLE_PART = auto()


@dataclass(frozen=True)
class Finding:
    """A problem, and the line where it is, or the first one if ``count`` is more than 1."""

    problem: Problem
    file_name: str
    line: int
    count: int = 1
    detail: str = ""


# One of these after the other says no more than their number.
_COUNTED = {Problem.CONTROL_CHARACTER, Problem.WRONG_ENCODING, Problem.BARE_AMPERSAND}


class Findings:
    """The problems of an export, as they were found."""

    def __init__(self) -> None:
        self._found: dict[tuple[Problem, str, int], Finding] = {}
        self._numbers: dict[tuple[Problem, str], int] = {}

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found.values())

    def add(
        self, problem: Problem, file_name: str, line: int, count: int = 1, detail: str = ""
    ) -> None:
        number = self._numbers.setdefault((problem, file_name), 0)
        self._numbers[problem, file_name] = number + 1
        place = 0 if problem in _COUNTED else min(number, MOST_LISTED)
        key = (problem, file_name, place)
        known = self._found.get(key)
        if known:
            self._found[key] = replace(known, count=known.count + count)
        else:
            self._found[key] = Finding(problem, file_name, line, count, detail)
