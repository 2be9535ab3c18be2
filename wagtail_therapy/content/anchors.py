"""Ids made from the text of headings, so that a link to a part of a page outlives other edits."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

# Keeps them apart from the ids of the host's templates, and of references.
PREFIX = "h-"
FALLBACK = "part"
APOSTROPHES = "'’\u02bc"


def slug(text: str) -> str:
    """Return the text in small letters of any script and digits, joined by hyphens."""
    letters = unicodedata.normalize("NFKC", text).lower()
    return "-".join("".join(map(_slug_character, letters)).split())


def anchor(text: str) -> str:
    """Return the anchor of a heading that is the only one of its text."""
    return PREFIX + (slug(text) or FALLBACK)


def make_unique(names: Iterable[str]) -> list[str]:
    """Return the names in their order; those that came before end in -2, -3 and so on.

    Each name's first stays as it is, whatever numbers others take: of "part", "part" and "part-2"
    the second becomes "part-3".
    """
    names = list(names)
    taken = set(names)
    numbers: dict[str, Iterator[int]] = {}
    return [
        _numbered(name, numbers[name], taken) if name in numbers else _first(name, numbers)
        for name in names
    ]


def _slug_character(letter: str) -> str:
    # Marks are vowels in Hindi or Thai. Format characters, such as the joiners of Persian, and
    # apostrophes lie within words.
    category = unicodedata.category(letter)
    if letter.isalnum() or category.startswith("M"):
        return letter
    return "" if category == "Cf" or letter in APOSTROPHES else " "


def _first(name: str, numbers: dict[str, Iterator[int]]) -> str:
    numbers[name] = count(2)
    return name


def _numbered(name: str, numbers: Iterator[int], taken: set[str]) -> str:
    """Return the name with the next number that no other name has taken."""
    free = next(each for number in numbers if (each := f"{name}-{number}") not in taken)
    taken.add(free)
    return free
