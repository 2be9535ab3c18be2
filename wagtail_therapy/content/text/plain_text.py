"""The words of a body as plain text."""

from collections.abc import Iterable

from wagtail.blocks import StreamValue


def searchable_texts(body: StreamValue) -> Iterable[str]:
    """Return all texts in the body in order, including those in the host's own blocks."""
    return filter(None, map(str.strip, body.stream_block.get_searchable_content(body)))


def plain_text(body: StreamValue) -> str:
    """Return all words of a body on one line."""
    return " ".join(" ".join(searchable_texts(body)).split())
