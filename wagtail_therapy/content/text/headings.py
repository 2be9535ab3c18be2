"""The headings of a body: their ids and the table of contents."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from wagtail.blocks import StreamValue, StructValue

from .anchors import anchor, make_unique
from .citations import strip_citations
from .reading_time import has_min_words

# Shorter pages need no table of contents.
MIN_HEADINGS = 3
MIN_WORDS = 600
# A page's title is the only h1.
TOP_LEVEL = 2


class HeadingValue(StructValue):
    """A heading in a body, which is listed in the table of contents."""

    @cached_property
    def anchor(self) -> str:
        """Return the id. ``set_anchors`` replaces it with one that is unique in the body."""
        return self.own_anchor

    @property
    def own_anchor(self) -> str:
        """Return the id that it has if no other heading has the same text."""
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
    """Set a unique id on each heading of the body, and return the headings that aren't empty.

    The body keeps these values, so they have the same ids when they are rendered.
    """
    values = [child.value for child in body if isinstance(child.value, HeadingValue)]
    written = [value for value in values if value.plain_text]
    anchors = make_unique(value.own_anchor for value in written)
    for value, name in zip(written, anchors, strict=True):
        value.anchor = name
    return written


def table_of_contents(body: StreamValue, minutes: int = 0) -> list[ContentsEntry]:
    """Return the headings with their subheadings, or [] for a short body.

    If you pass the reading time in minutes, the words are rarely counted.
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
