"""How much of a name an archive shows."""

from html import unescape
from typing import Literal
from unicodedata import category, normalize

from .texts import plain_text

How = Literal["first", "initials", "whole"]
EACH_WAY: tuple[How, ...] = ("first", "initials", "whole")
MAX_LENGTH = 60
MAX_READ = 1000
# Joins letters in Persian and in the scripts of India.
JOINERS = "\u200c\u200d"
# More of them on one letter run over the lines above and below.
MAX_MARKS = 3
TITLES = {"dr", "fr", "frau", "herr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rev"}
# In "Ann Smith" and in "Smith, Ann" alike, though not of names that only have letters with them.
SEPARATORS = str.maketrans("_·•|/\\", "      ")
# So many digits are a telephone number or a year of birth.
MAX_DIGITS = 3


def shortened(name: str, how: How) -> str:
    """Return the first name, the initials or the whole of a name that a person gave.

    This is "" if it is empty, or an address or a number rather than a name. Visitors are then shown
    “A reader”, see ``ArchivedComment.shown_name``.
    """
    whole = _clean(name)
    if not _is_name(whole):
        return ""
    if how == "whole":
        return whole[:MAX_LENGTH].rstrip()
    words = _words(whole)
    if how == "initials":
        return " ".join(_initial(word) for word in dict.fromkeys([words[0], words[-1]]))
    return words[0][:MAX_LENGTH]


def _clean(name: str) -> str:
    """Return the name on one line, without tags, entities and invisible characters."""
    text = normalize("NFC", plain_text(unescape(name[:MAX_READ])))
    shown, marks = [], 0
    for letter in text:
        kind = category(letter)
        marks = marks + 1 if kind.startswith("M") else 0
        if letter.isspace():
            shown.append(" ")
        elif letter in JOINERS or (kind[0] != "C" and marks <= MAX_MARKS):
            shown.append(letter)
    return " ".join("".join(shown).split())


def _is_name(text: str) -> bool:
    if "@" in text or "://" in text or sum(map(str.isdigit, text)) > MAX_DIGITS:
        return False
    if {"at", "dot"} <= set(text.lower().split()):
        return False
    if any(_is_host(word.strip("().,;:")) for word in text.split()):
        return False
    return any(category(letter).startswith("L") for letter in text)


def _is_host(word: str) -> bool:
    """Whether a word is like a web address, such as pills.example, and unlike St.John or J.R."""
    before, dot, after = word.partition("/")[0].rpartition(".")
    is_domain = len(after) > 1 and after.isalpha() and (after.islower() or after.isupper())
    return bool(dot) and (before.lower().startswith("www") or (len(before) > 2 and is_domain))


def _words(whole: str) -> list[str]:
    """Return the words of a name, the first name first, without titles."""
    family, comma, rest = whole.partition(",")
    # "Smith, Ann", but not "Ann Smith, PhD" or "Ann, LCSW".
    is_turned = comma and len(family.split()) == 1 and rest.strip() and not rest.strip().isupper()
    text = f"{rest} {family}" if is_turned else family.strip() or rest
    words = [word.strip("\"'“”‘’()[]{}<>.,;:!?-") for word in text.translate(SEPARATORS).split()]
    named = [word for word in words if any(map(str.isalpha, word))]
    without = [word for word in named if word.lower() not in TITLES]
    return _with_initial_of_family(named, without) or named or [whole]


def _with_initial_of_family(named: list[str], without: list[str]) -> list[str]:
    """Return the words without titles. A title alone with one word leaves the family name short."""
    is_family = len(without) == 1 and len(named) > 1
    return [_initial(without[0])] if is_family else without


def _initial(word: str) -> str:
    """Return the first letter of a word with its marks, and a dot in scripts with capitals."""
    letters = [word[0]]
    for letter in word[1:]:
        if not (category(letter).startswith("M") or letter in JOINERS):
            break
        letters.append(letter)
    first = "".join(letters).strip(JOINERS)
    capital = first.upper() if len(first.upper()) == len(first) else first
    return f"{capital}." if first.upper() != first.lower() else first
