"""Citations, which editors write as ``[ref:key]`` and readers see as numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError, StreamValue
from wagtail.rich_text import RichText, get_text_for_indexing

from ..streamfield.values import values_within
from .anchors import slug
from .references import listed_references

TEMPLATE = "wagtail_therapy/content/citation.html"
# It includes the spaces before the mark, so that the number follows the word directly.
CITATION = re.compile(r"(?<!\s)\s*+\[ref:([^\[\]<>]*+)\]", re.IGNORECASE)
# A tag that is never closed goes up to the end of the text.
TAG = re.compile(r"(<!--.*?(?:-->|\Z)|<[^>]*+(?:>|\Z))", re.DOTALL)
LINK = re.compile(r"</?a\b", re.IGNORECASE)
KEY_SEPARATOR = re.compile("[,;]")
# Tags that an editor's formatting may put inside a mark.
FORMATTING = r"</?(?:a|b|code|em|i|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>"
FORMATTED = re.compile(
    rf"\[{f'(?:{FORMATTING})*+'.join(['', *'ref:', ''])}(?:[^\[\]<>]|{FORMATTING})*+\]",
    re.IGNORECASE,
)
FORMATTING_TAG = re.compile(FORMATTING, re.IGNORECASE)
CitationsState = tuple[tuple[str, int, int], ...]


@dataclass
class Cited:
    """A reference in the list of references."""

    key: str
    value: Any
    # 0 before it is cited or listed.
    number: int = 0
    count: int = 0

    @property
    def anchor(self) -> str:
        return f"ref-{self.key}"

    @property
    def citation_anchors(self) -> list[str]:
        """Return the ids of the citations rendered so far. So render the list after the text."""
        return [self.citation_anchor(number) for number in range(1, self.count + 1)]

    def citation_anchor(self, number: int) -> str:
        return f"cite-{self.key}-{number}"


class Citations:
    """The references of one page during one rendering, which numbers and counts their citations.

    They are numbered in the order in which the text cites them; those it doesn't cite come last.
    With a ``base_url``, for feeds, citations link to the list on that page. In emails they are
    numbers, not links.
    """

    def __init__(
        self,
        references: Iterable[Any] | None = None,
        base_url: str = "",
        *,
        is_linked: bool = True,
    ):
        self.base_url = base_url
        self.is_linked = is_linked
        self._references = references
        self._restored: CitationsState = ()

    @property
    def state(self) -> CitationsState:
        """What ``restore()`` needs after text comes from the cache: keys, numbers and counts."""
        if "_by_key" not in vars(self):
            return self._restored
        return tuple((one.key, one.number, one.count) for one in self._cited)

    def restore(self, state: CitationsState) -> None:
        """Number and count citations as in a text that was rendered before."""
        self._restored = state
        vars(self).pop("_by_key", None)

    @cached_property
    def _by_key(self) -> dict[str, Cited]:
        # Read late: a page whose parts are cached needs no references.
        found = {key: Cited(key, value) for key, value in listed_references(self._references)}
        for key, number, count in self._restored:
            if key in found:
                found[key].number, found[key].count = number, count
        return found

    @property
    def _cited(self) -> list[Cited]:
        return [one for one in self._by_key.values() if one.number]

    @property
    def listed(self) -> list[Cited]:
        """The references by number. So read them after the text was rendered."""
        cited_first = sorted(self._by_key.values(), key=lambda one: not one.number)
        return sorted(map(self._numbered, cited_first), key=lambda one: one.number)

    def cite(self, html: str) -> SafeString:
        """Replace the marks in HTML with numbers. Marks with unknown keys are removed."""
        whole = FORMATTED.sub(_strip_formatting, html) if "[" in html else html
        if "[ref:" not in whole.lower():
            return mark_safe(html)  # noqa: S308 -- HTML is what comes in
        return mark_safe("".join(self._pieces(whole)))  # noqa: S308 -- the marks' HTML is a template's

    def _pieces(self, html: str) -> Iterator[str]:
        is_linked = self.is_linked
        for piece in TAG.split(html):
            if not piece.startswith("<"):
                yield CITATION.sub(partial(self._numbers, is_linked), piece)
                continue
            if LINK.match(piece):
                # Links can't be nested.
                is_linked = self.is_linked and piece.startswith("</")
            # Attributes, such as the title of a video, can't contain a number's HTML.
            yield piece if piece.startswith("<!--") else strip_citations(piece)

    def _numbers(self, is_linked: bool, mark: re.Match[str]) -> str:
        keys = cited_keys(unescape(mark[1]))
        cited = [self._numbered(self._by_key[key]) for key in keys if key in self._by_key]
        if not cited:
            return ""
        context = {
            "citations": [
                (one, self._next_anchor(one, is_linked))
                for one in sorted(cited, key=lambda one: one.number)
            ],
            "is_linked": is_linked,
            "base_url": self.base_url,
        }
        return render_to_string(TEMPLATE, context).strip()

    def _numbered(self, cited: Cited) -> Cited:
        cited.number = cited.number or len(self._cited) + 1
        return cited

    def _next_anchor(self, cited: Cited, is_linked: bool) -> str:
        if not is_linked or self.base_url:
            return ""
        cited.count += 1
        return cited.citation_anchor(cited.count)


def _strip_formatting(mark: re.Match[str]) -> str:
    """Return the mark in one piece, followed by the tags that start or end outside it."""
    kept: list[str] = []
    for tag in FORMATTING_TAG.findall(mark[0]):
        if kept and _closes(tag, kept[-1]):
            kept.pop()
        else:
            kept.append(tag)
    return FORMATTING_TAG.sub("", mark[0]) + "".join(kept)


def _closes(tag: str, opened: str) -> bool:
    name = opened[1:-1].split(maxsplit=1)[0]
    return tag.startswith("</") and tag[2:-1].strip() == name


def cited_keys(inner: str) -> list[str]:
    """Return the keys between ``[ref:`` and ``]``."""
    return [key for part in KEY_SEPARATOR.split(inner) if (key := slug(part))]


def strip_citations(text: str) -> str:
    return CITATION.sub("", text)


def check_citations(
    body: StreamValue, references: Iterable[Any] | None, field: str = "body"
) -> None:
    """Check that the list has all references that the body cites. Don't call it for drafts.

    :raises ValidationError: for the field, at the blocks with unknown keys.
    """
    missing = citation_errors(body, references)
    if missing:
        raise ValidationError({field: body_error(body, missing)})


def body_error(body: StreamValue, errors: dict[int, ValidationError]) -> StreamBlockValidationError:
    """Return errors of blocks as one error of the body."""
    error = StreamBlockValidationError(block_errors=errors)
    # For places that don't show the blocks. Wagtail's own message is empty.
    error.message = " ".join(
        f"{number + 1}. {body[number].block.label}: {one.message}" for number, one in errors.items()
    )
    return error


def citation_errors(
    body: StreamValue, references: Iterable[Any] | None
) -> dict[int, ValidationError]:
    """Return an error for each block that cites unknown references, by the block's number."""
    known = [key for key, _value in listed_references(references)]
    return {
        number: ValidationError(unknown_keys_message(unknown, known))
        for number, child in enumerate(body)
        if (unknown := [key for key in _cited_keys_in(child) if key not in known])
    }


def unknown_keys_message(unknown: list[str], known: list[str]) -> str:
    """Return a message with the unknown keys and those that the editor can use."""
    message = _("There is no reference with the key %(keys)s on this page.")
    return " ".join([message % {"keys": _quoted(unknown)}, known_keys_message(known)])


def known_keys_message(known: list[str]) -> str:
    if not known:
        return _("Add it to the references of this page first.")
    return _("You can use %(keys)s.") % {"keys": _quoted(known)}


def _cited_keys_in(child: Any) -> dict[str, None]:
    texts = [*child.block.get_searchable_content(child.value), *_rich_texts(child)]
    keys = (
        key for text in texts for mark in CITATION.finditer(text) for key in cited_keys(mark[1])
    )
    return dict.fromkeys(keys)


def _rich_texts(child: Any) -> Iterator[str]:
    """Yield a block's rich texts, including stories without consent, which search doesn't find."""
    for text in values_within(
        child.block, child.value, lambda _block, value: isinstance(value, RichText)
    ):
        yield get_text_for_indexing(text.source)


def _quoted(keys: list[str]) -> str:
    return ", ".join(f"“{key}”" for key in keys)
