"""Short plain texts made from a body."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from .citations import strip_citations
from .rich_text import text_of

MAX_WORDS = 60
# For languages without spaces, in which a whole text is one word.
MAX_CHARACTERS = 500
MAX_WORD_LENGTH = 60
# Including dashes, and punctuation in Chinese, Japanese and Arabic.
PUNCTUATION = " .,;:\u2013\u2014\u3001\u3002\uff0c\uff1b\uff1a\u060c\u061b"


def truncated(text: str) -> str:
    """Return the text on one line, at most 60 words long, with an ellipsis where it was cut."""
    words = text.split()
    short = _cut(" ".join(words[:MAX_WORDS]))
    if short == " ".join(words):
        return short
    return short.rstrip(PUNCTUATION) + "…"


def _cut(text: str) -> str:
    if len(text) <= MAX_CHARACTERS:
        return text
    start, _, word = text[: MAX_CHARACTERS + 1].rpartition(" ")
    if len(word) <= MAX_WORD_LENGTH:
        return start
    end = MAX_CHARACTERS
    # Don't separate a letter from its vowel signs and accents.
    while end and unicodedata.category(text[end]).startswith("M"):
        end -= 1
    return text[:end]


def opening_words(body: StreamValue) -> str:
    """Return the first words of a body's paragraphs, or "" if it has none."""
    opening = ""
    for paragraph in _paragraphs(body):
        opening = strip_citations(f"{opening} {paragraph}")
        words = opening.split()
        if len(words) > MAX_WORDS or len(" ".join(words)) > MAX_CHARACTERS:
            break
    return truncated(opening)


def _paragraphs(body: StreamValue) -> Iterable[str]:
    return (text_of(child.value.source) for child in body if _is_prose(child.value))


def _is_prose(value: Any) -> bool:
    return isinstance(value, RichText)
