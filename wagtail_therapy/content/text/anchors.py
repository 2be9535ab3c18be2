"""Ids made from the text of headings, so that links to them survive other edits of the page."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

# So that they differ from ids in the host's templates and ids of references.
PREFIX = "h-"
FALLBACK = "part"
APOSTROPHES = "'’\u02bc"


def slug(text: str) -> str:
    """Return the words of a text in lower case, in any script, joined by hyphens."""
    letters = unicodedata.normalize("NFKC", text).lower()
    return "-".join("".join(map(_slug_character, letters)).split())


def anchor(text: str) -> str:
    """Return the id of a heading whose text no other heading has."""
    return PREFIX + (slug(text) or FALLBACK)


def make_unique(names: Iterable[str]) -> list[str]:
    """Return the names in their order, with -2, -3 and so on added to repeated ones.

    The first of each name doesn't change: "part", "part", "part-2" become "part", "part-3",
    "part-2".
    """
    names = list(names)
    taken = set(names)
    numbers: dict[str, Iterator[int]] = {}
    return [
        _numbered(name, numbers[name], taken) if name in numbers else _first(name, numbers)
        for name in names
    ]


def _slug_character(letter: str) -> str:
    # Marks are vowels in Hindi or Thai. Apostrophes and format characters, such as Persian joiners,
    # are parts of words.
    category = unicodedata.category(letter)
    if letter.isalnum() or category.startswith("M"):
        return letter
    return "" if category == "Cf" or letter in APOSTROPHES else " "


def _first(name: str, numbers: dict[str, Iterator[int]]) -> str:
    numbers[name] = count(2)
    return name


def _numbered(name: str, numbers: Iterator[int], taken: set[str]) -> str:
    """Return the name with the next number that is free."""
    free = next(each for number in numbers if (each := f"{name}-{number}") not in taken)
    taken.add(free)
    return free
