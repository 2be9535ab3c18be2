"""Reading time and number of words of a body."""

import math
import re

from wagtail.blocks import StreamValue

from .plain_text import plain_text

# Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047: 238 words of English non-fiction.
WORDS_PER_MINUTE = 230
# Chinese and Japanese have no spaces between words.
CHARACTERS_PER_MINUTE = 500
# What is between blanks and has a letter or a digit.
WORD = re.compile(r"(?<!\S)[^\s\w]*+\w\S*+")
UNSPACED = re.compile(
    "[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def reading_minutes(body: StreamValue) -> int:
    """Return the whole minutes: 0 for a body without words, otherwise at least 1."""
    words = word_count(body)
    return max(1, round(words / WORDS_PER_MINUTE)) if words else 0


def has_min_words(body: StreamValue, number: int, minutes: int = 0) -> bool:
    """Return whether it has at least that many words. Counts only if ``minutes`` doesn't say."""
    if minutes and abs(minutes - number / WORDS_PER_MINUTE) > 1:
        return minutes * WORDS_PER_MINUTE > number
    return word_count(body) >= number


def word_count(body: StreamValue) -> int:
    """Return the number of words. Chinese and Japanese characters count by their reading time."""
    spaced, characters = UNSPACED.subn(" ", plain_text(body))
    minutes = characters / CHARACTERS_PER_MINUTE
    return len(WORD.findall(spaced)) + math.ceil(minutes * WORDS_PER_MINUTE)
