"""Plain text taken from what an editor wrote."""

from collections.abc import Iterable

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, get_text_for_indexing

MAX_WORDS = 60
# For languages written without blanks, where a whole text is one word.
MAX_CHARACTERS = 500


def shortened(text: str) -> str:
    """Return the text on one line, at most 60 words long, with an ellipsis where it was cut."""
    words = text.split()
    short = " ".join(words[:MAX_WORDS])
    if len(short) > MAX_CHARACTERS:
        short = short[: MAX_CHARACTERS + 1].rpartition(" ")[0] or short[:MAX_CHARACTERS]
    if short == " ".join(words):
        return short
    return short.rstrip(" .,;:\u2013\u2014") + "…"


def opening_words(body: StreamValue) -> str:
    """Return the first words of a body's paragraphs, or "" when it has none."""
    return shortened(" ".join(_paragraphs(body)))


def _paragraphs(body: StreamValue) -> Iterable[str]:
    return (get_text_for_indexing(child.value.source) for child in body if _is_prose(child.value))


def _is_prose(value) -> bool:
    return isinstance(value, RichText)
