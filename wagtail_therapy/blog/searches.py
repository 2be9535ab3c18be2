"""What readers look for in a blog, through the site's own search backend."""

import re

from wagtail.search.backends import get_search_backend

LONGEST = 100
# Modelsearch's SQLite backend hands these to FTS5, whose syntax they break (wagtail #13227).
OPERATORS = re.compile(r"[^\w\s'’-]|_")


def cleaned(text: str) -> str:
    """Return the words alone, on one line, no more of them than somebody would type."""
    words = OPERATORS.sub(" ", text.replace("\0", " ")).split()
    return " ".join(word for word in words if re.search(r"\w", word))[:LONGEST].strip()


def found(posts, query: str):
    """Return the posts that have all the words, the best first; none when there are no words."""
    if not query:
        return posts.none()
    return get_search_backend().search(query, posts, operator="and")
