"""The blocks of WordPress' editor up to 7.0, as HTML.

Most blocks have their HTML between their comments. Here are those that don't, and those whose HTML
isn't what readers saw: hidden ones, patterns with words of their own, values of custom fields.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from . import bindings, divi5, markup
from .block_comments import Comment, comments_in
from .prose import TAG
from .results import Check, Conversion, LeftOut, Source

# Patterns in patterns, and all that one post may become.
MOST_DEPTH = 10
MOST_PATTERNS = 500
MOST_CHARACTERS = 10_000_000
# Filled in when the page is shown.
MADE = re.compile(
    r"core/(archives|avatar|breadcrumbs|calendar|categories|comment.*|cover-template|home-link|icon"
    r"|latest-.*|loginout|navigation.*|next-post|page-list.*|post-.*|query-.*|read-more|rss|search"
    r"|site-.*|tag-cloud|template-part|term-.*|terms-query|time-to-read|widget-.*|legacy-widget)"
    r"|jetpack/(related-posts|subscriptions|top-posts|sharing-buttons|like|blogging-prompt)"
)
FORM = re.compile(r"[a-z0-9-]+/(contact-form.*|field-.*|form.*|wpforms.*|.*-form|.*-form-selector)")
WORDS = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+[.,:;!?]?\s++\S")
HTML_TEXT = re.compile(r"<[a-z][^<>]*>[^<>]*[^\W\d_]{2,}", re.IGNORECASE)
# The source of a formula, beside what is shown of it.
ANNOTATION = re.compile(r"<annotation\b[^<>]*>([^<>]*)</annotation>", re.IGNORECASE)
BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|table|figure|blockquote|pre|section)\b", re.IGNORECASE
)


class Gutenberg:
    def __init__(self, source: Source, result: Conversion):
        self.source = source
        self.result = result
        self.patterns = 0
        self.length = 0

    def html(self, content: str) -> str:
        """Return the HTML that readers saw, or would have seen without scripts."""
        return "".join(self._pieces(content, {}, ()))

    def _pieces(
        self, content: str, overrides: dict[str, Any], inside: tuple[int, ...]
    ) -> Iterator[str]:
        comments = comments_in(content)
        position = number = 0
        depth = 0
        while number < len(comments):
            one = comments[number]
            yield self._between(content[position : one.start], depth)
            position = one.stop
            if one.closes:
                depth = max(0, depth - 1)
                yield self._closing(one)
                number += 1
                continue
            whole = self._whole(content, comments, one, overrides, inside)
            if whole is None:
                depth += not one.is_empty
                yield self._opening(one)
                number += 1
                continue
            yield whole
            number, position = _after(comments, number, one, len(content))
        yield self._between(content[position:], depth)

    def _between(self, text: str, depth: int) -> str:
        # Written in the old editor, between the blocks.
        is_classic = depth == 0 and text.strip() and not BLOCK_TAG.search(text)
        return markup.classic(text) if is_classic else text

    def _whole(
        self,
        content: str,
        comments: list[Comment],
        one: Comment,
        overrides: dict[str, Any],
        inside: tuple[int, ...],
    ) -> str | None:
        """Return HTML instead of a block and all that is in it, or None if it is read on."""
        # Only those cut it out that read no further: blocks can be in each other 100,000 times.
        inner = slice(one.stop, _end(content, comments, one))
        if _is_hidden(one):
            self.result.leave_out(LeftOut.HIDDEN, one.name)
            self.result.hidden.append(content[inner])
            return ""
        if one.name == "core/block":
            return self._pattern(one, inside)
        if one.name in {"core/query-no-results", "core/footnotes"}:
            return ""
        if one.name == "core/math":
            return markup.paragraph(_latex(one, content[inner]))
        if values := bindings.values(one, overrides, self.source.meta):
            return self._bound(one, content, inner, values)
        return None

    def _bound(
        self, one: Comment, content: str, inner: slice, values: dict[str, Any]
    ) -> str | None:
        if unknown := [name for name, value in values.items() if value is None]:
            self.result.leave_out(LeftOut.BLOCK, f"{one.name} {unknown[0]}")
            return markup.check(Check.BINDING, content[inner], one.name)
        if content.find("<!-- wp:", inner.start, inner.stop) >= 0:
            return None
        return bindings.applied(one.name, content[inner], values)

    def _pattern(self, one: Comment, inside: tuple[int, ...]) -> str:
        ref = one.attributes.get("ref")
        content = self.source.reusable_blocks.get(ref) if isinstance(ref, int) else None
        self.patterns += 1
        is_bounded = self.patterns <= MOST_PATTERNS and self.length < MOST_CHARACTERS
        is_known = content is not None and ref not in inside and len(inside) < MOST_DEPTH
        if content is None or not isinstance(ref, int) or not (is_known and is_bounded):
            return markup.check(Check.REUSABLE_BLOCK, "", str(ref)) if is_bounded else ""
        self.length += len(content)
        overrides = one.attributes.get("content")
        known = overrides if isinstance(overrides, dict) else {}
        return "".join(self._pieces(content, known, (*inside, ref)))

    def _opening(self, one: Comment) -> str:
        name, attributes = one.name, one.attributes
        if name.startswith(divi5.PREFIX):
            return divi5.opening(one, self.source, self.result)
        if write := WRITTEN.get(name):
            return write(attributes)
        if MADE.fullmatch(name) or FORM.fullmatch(name):
            kind = LeftOut.FORM if FORM.fullmatch(name) else LeftOut.DYNAMIC
            self.result.leave_out(kind, name)
            return ""
        return self._empty(one) if one.is_empty else ""

    def _empty(self, one: Comment) -> str:
        """Return the words of a block that has no HTML, which can only be in its attributes."""
        if one.name in {"core/spacer", "core/separator", "core/nextpage", "core/more"}:
            return ""
        self.result.leave_out(LeftOut.BLOCK, one.name)
        texts = "".join(f"<p>{text}</p>" for text in _texts(one.attributes))
        return markup.check(Check.UNKNOWN_BLOCK, texts, one.name) if texts else ""

    def _closing(self, one: Comment) -> str:
        return divi5.closing(one.name) if one.name.startswith(divi5.PREFIX) else ""


def _end(content: str, comments: list[Comment], one: Comment) -> int:
    """Return where what is in a block ends."""
    if one.is_empty:
        return one.stop
    return comments[one.end].start if one.end is not None else len(content)


def _after(comments: list[Comment], number: int, one: Comment, length: int) -> tuple[int, int]:
    """Return the number of the comment after a block, and the place where the block ends."""
    if one.is_empty:
        return number + 1, one.stop
    if one.end is None:
        return len(comments), length
    end = comments[one.end]
    # A block that isn't closed ends with the one around it, whose comment is still to come.
    return (one.end + 1, end.stop) if end.name == one.name else (one.end, end.start)


def _is_hidden(one: Comment) -> bool:
    metadata = one.attributes.get("metadata")
    is_hidden = isinstance(metadata, dict) and metadata.get("blockVisibility") is False
    return is_hidden or divi5.is_hidden(one)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _latex(one: Comment, inner: str) -> str:
    found = ANNOTATION.search(inner)
    shown = unescape(found[1] if found else TAG.sub("", inner)).strip()
    return _text(one.attributes.get("latex")) or shown


def _tab(attributes: dict[str, Any]) -> str:
    return markup.heading(_text(attributes.get("label")))


def _social_link(attributes: dict[str, Any]) -> str:
    address = _text(attributes.get("url"))
    name = _text(attributes.get("label")) or _text(attributes.get("service")).title()
    return markup.link(address, name) if address and name else ""


def _track(attributes: dict[str, Any]) -> str:
    title = " ".join(filter(None, (_text(attributes.get(one)) for one in ("title", "artist"))))
    address = _text(attributes.get("src"))
    return markup.recording("audio", address, escape(title, quote=False)) if address else ""


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the values that are for people: with two words, or with words in HTML."""
    if isinstance(value, str):
        if (WORDS.search(value) or HTML_TEXT.search(value)) and not value.startswith(("{", "#")):
            yield value
    elif isinstance(value, dict | list) and depth < MOST_DEPTH:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one, depth + 1)


# Blocks that keep words in their attributes.
WRITTEN = {
    "core/playlist-track": _track,
    "core/social-link": _social_link,
    "core/tab": _tab,
    "core/tab-panel": _tab,
}
