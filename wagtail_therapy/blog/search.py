"""What readers look for in a blog, through the site's own search backend."""

import re
import textwrap
import unicodedata
from typing import Any

from wagtail.search.backends import get_search_backend

SPOKEN = re.compile(r"\w")
LONGEST = 100
# Zero width non-joiner and joiner: they belong to words of Persian and Indic scripts.
JOINERS = "\u200c\u200d"


def cleaned(text: str) -> str:
    """Return the words alone, on one line, no more of them than people type."""
    composed = unicodedata.normalize("NFC", text[: 10 * LONGEST])
    words = "".join(one if _is_of_a_word(one) else " " for one in composed).split()
    spoken = " ".join(word for word in words if SPOKEN.search(word))
    lines = textwrap.wrap(spoken, LONGEST, break_long_words=False, break_on_hyphens=False)
    return lines[0] if lines else ""


def _is_of_a_word(character: str) -> bool:
    # Modelsearch's SQLite backend hands all else to FTS5, whose syntax it breaks (wagtail #13227).
    is_letter = unicodedata.category(character)[0] in "LMN"
    return is_letter or character in JOINERS or character in "'’-"


def found(posts: Any, query: str) -> Any:
    """Return the posts that have all the words, the best first; none when there are no words."""
    if not query:
        return posts.none()
    return get_search_backend().search(query, posts, operator="and")
