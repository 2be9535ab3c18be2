"""Phrases that a practice keeps in lists, found in what a reader types."""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

DEFAULT_LANGUAGE = "en"
APOSTROPHES = dict.fromkeys(map(ord, "'’"))


def mentions(text: str, phrases: Iterable[str]) -> bool:
    """Return whether a text has one of the phrases. A star at the end of a word is any ending."""
    words = _words(text)
    return any(_has(words, phrase.split()) for phrase in map(_plain, phrases) if phrase.strip())


def in_language(package: str, name: str, language: str) -> list[str]:
    """Return our phrases of a language in a file of a package, or else the English ones."""
    phrases = _read(package, name)
    return phrases.get(language.partition("-")[0], phrases[DEFAULT_LANGUAGE])


@cache
def _read(package: str, name: str) -> dict[str, list[str]]:
    return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))


def _words(text: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in _plain(text)).split()


def _plain(text: str) -> str:
    """Return a text in small letters, without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(APOSTROPHES))
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return plain.replace("-", " ")


def _has(words: list[str], phrase: list[str]) -> bool:
    size = len(phrase)
    starts = range(len(words) - size + 1)
    return any(all(map(_is_word, words[start : start + size], phrase)) for start in starts)


def _is_word(word: str, pattern: str) -> bool:
    stem = pattern.removesuffix("*")
    return word.startswith(stem) if pattern != stem else word == stem
