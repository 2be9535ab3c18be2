"""The words of rich text."""

import re

from wagtail.rich_text import get_text_for_indexing

from .entities import has_other_references, unescape

# No element whose text parsers leave alone, such as <script>.
NAMES = "a|b|blockquote|br|code|em|embed|h[1-6]|hr|i|li|ol|p|s|strong|sub|sup|u|ul"
# What ends a line, and other markup that editors and importers write.
MARKUP = re.compile(
    r"(</(?:p|h[1-6]|li|blockquote)>|<[bh]r/>)"
    rf'|</(?:{NAMES})>|<(?:{NAMES})(?: [a-z-]+="[^"<>]*")*/?>'
)


def text_of(source: str) -> str:
    """Return the text as Wagtail does, in a tenth of the time if the markup is simple."""
    words = MARKUP.sub(_space, source)
    if "<" in words or ">" in words or has_other_references(source):
        return get_text_for_indexing(source)
    return unescape(words.strip())


def _space(markup: re.Match[str]) -> str:
    return " " if markup[1] else ""
