"""The elements of an export: their names, whatever the prefixes and versions, and their texts."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from .file_kinds import NAMESPACE
from .records import CATEGORY, TAG

DUBLIN_CORE = "purl.org/dc/elements/"
CONTENT, EXCERPT = "content:encoded", "excerpt:encoded"
# WXR 1.0 has tags so.
TAXONOMIES = {"": CATEGORY, "tag": TAG}


def name(element: Element) -> str:
    return _short(element.tag)


@lru_cache(maxsize=512)
def _short(tag: str) -> str:
    """Return a name without its namespace, with a prefix where the name alone says too little."""
    address, brace, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if not brace:
        return local
    if local == "encoded":
        return EXCERPT if NAMESPACE in address else CONTENT
    if NAMESPACE in address:
        return f"wp:{local}"
    return f"dc:{local}" if DUBLIN_CORE in address else local


def text(element: Element) -> str:
    # HTML that some tool wrote without escaping it. Its words are kept.
    is_html = len(element) > 0 and not name(element).startswith("wp:")
    return "".join(element.itertext()) if is_html else element.text or ""


def fields(element: Element) -> dict[str, str]:
    """Return the texts of the children. The first of each name counts."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(name(child), text(child))
    return found


def number(written: str | None) -> int | None:
    try:
        # What is longer is no id, and takes Python long.
        return int(written) if written and len(written) < 20 else None
    except ValueError:
        return None


def meta(element: Element, kind: str) -> Iterator[tuple[str, str]]:
    for child in element:
        if name(child) == kind:
            said = fields(child)
            yield said.get("wp:meta_key", "").strip(), said.get("wp:meta_value", "")
