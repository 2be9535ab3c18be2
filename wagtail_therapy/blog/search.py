"""Searches the posts of a blog with the site's search backend."""

import re
import textwrap
import unicodedata
from typing import Any

from wagtail.search.backends import get_search_backend

WORD_CHARACTER = re.compile(r"\w")
MAX_LENGTH = 100
# Zero width non-joiner and joiner: they belong to words of Persian and Indic scripts.
JOINERS = "\u200c\u200d"


def clean_query(text: str) -> str:
    """Return only the words of a query, on one line, cut to a sensible length."""
    composed = unicodedata.normalize("NFC", text[: 10 * MAX_LENGTH])
    words = "".join(one if _is_of_a_word(one) else " " for one in composed).split()
    spoken = " ".join(word for word in words if WORD_CHARACTER.search(word))
    lines = textwrap.wrap(spoken, MAX_LENGTH, break_long_words=False, break_on_hyphens=False)
    return lines[0] if lines else ""


def _is_of_a_word(character: str) -> bool:
    # Other characters break the FTS5 syntax of modelsearch's SQLite backend (wagtail #13227).
    is_letter = unicodedata.category(character)[0] in "LMN"
    return is_letter or character in JOINERS or character in "'’-"


def search_posts(posts: Any, query: str) -> Any:
    """Return the posts with all the words, best match first. Without words, return none."""
    if not query:
        return posts.none()
    return get_search_backend().search(query, posts, operator="and")
