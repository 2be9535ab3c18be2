"""The headings of a body: their anchors, and the table of contents made of them."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from wagtail.blocks import StreamValue, StructValue

from .anchors import anchor, make_unique
from .citations import strip_citations
from .text.reading_time import has_min_words

# Shorter posts are read from top to bottom.
MIN_HEADINGS = 3
MIN_WORDS = 600
# A page's title is the only h1.
TOP_LEVEL = 2


class HeadingValue(StructValue):
    """The heading of a part of a body, listed in its table of contents."""

    @cached_property
    def anchor(self) -> str:
        """Return the id. ``set_anchors`` replaces it by one that is unique in the body."""
        return self.own_anchor

    @property
    def own_anchor(self) -> str:
        """Return the id that it has when no other part of the body wants the same."""
        return anchor(self.plain_text)

    @property
    def plain_text(self) -> str:
        return strip_citations(str(self.get("text") or "")).strip()

    @property
    def level(self) -> int:
        return self.block.level


@dataclass(frozen=True)
class ContentsEntry:
    text: str
    anchor: str
    level: int
    children: list["ContentsEntry"] = field(default_factory=list)


def set_anchors(body: StreamValue) -> list[HeadingValue]:
    """Give each heading of the body its anchor, and return those that are not empty.

    The body keeps its values, so whatever renders one of them sees the same anchor.
    """
    values = [child.value for child in body if isinstance(child.value, HeadingValue)]
    written = [value for value in values if value.plain_text]
    anchors = make_unique(value.own_anchor for value in written)
    for value, name in zip(written, anchors, strict=True):
        value.anchor = name
    return written


def table_of_contents(body: StreamValue, minutes: int = 0) -> list[ContentsEntry]:
    """Return the headings with their subheadings, or [] for a body that is short.

    Where it is known how many minutes the body takes to read, words are seldom counted.
    """
    entries = [
        ContentsEntry(value.plain_text, value.anchor, value.level) for value in set_anchors(body)
    ]
    if sum(entry.level == TOP_LEVEL for entry in entries) < MIN_HEADINGS:
        return []
    return _nested(entries) if has_min_words(body, MIN_WORDS, minutes) else []


def _nested(entries: list[ContentsEntry]) -> list[ContentsEntry]:
    tops: list[ContentsEntry] = []
    for entry in entries:
        is_child = tops and entry.level > tops[-1].level
        (tops[-1].children if is_child else tops).append(entry)
    return tops
