"""Cleaned HTML as a tree, without the elements that only arrange others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from wagtail_therapy.content.text.entities import unescape

from . import markup

# Cleaned HTML has no other tags.
TAG = re.compile(r'<(/?)([a-z][a-z0-9-]*+)((?:[^<>"]++|"[^"]*+")*+)>')
# From where a name begins, so that a long word is looked at once.
ATTRIBUTE = re.compile(r'(?<![a-z0-9_:.-])([a-z][a-z0-9_:.-]*+)="([^"]*+)"', re.IGNORECASE)
VOID = {"br", "embed", "hr", "img", "param", "source", "track"}
# They divide text into paragraphs, and say nothing else.
DIVIDERS = {"address", "article", "aside", "center", "div", "fieldset", "footer", "header", "main"}
DIVIDERS |= {"nav", "section", "tbody", "thead", "tfoot"}
TABLE_PARTS = {"tbody", "thead", "tfoot"}
SILENT = {"span", "font", "bdi", "bdo", "big", "small", "tt", "ins"}
# The classes of wrappers that say what is in them.
TELLING = {"wp-block-file", "wp-block-accordion-item", "schema-faq-section"}
# Deeper than people write. So the converter can be recursive.
MOST_DEPTH = 40
BOUNDARY = "boundary"
MEDIA = ("img", "video", "audio", "frame-of-others", "object")
TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
# What isn't only words. In a quotation or in a cell it has no place.
STRUCTURE = ("ul", "ol", "table", "pre", "blockquote", "details", "dl", "hr", "form", "figure")


@dataclass
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> set[str]:
        return set(self.get("class").split())

    @property
    def elements(self) -> list["Element"]:
        return [one for one in self.children if isinstance(one, Element)]

    def all(self, *names: str) -> Iterator["Element"]:
        """Yield the elements of these names at any depth, in the order of the text."""
        for one in self.elements:
            if one.name in names:
                yield one
            yield from one.all(*names)

    def first(self, *names: str) -> "Element | None":
        return next(self.all(*names), None)

    def text(self) -> str:
        """Return the words on one line."""
        return " ".join("".join(self._texts()).split())

    def child(self, *names: str) -> "Element | None":
        """Return the first element of these names that is directly in this one."""
        return next((one for one in self.elements if one.name in names), None)

    def has_words_beside(self, *parts: "Element | None") -> bool:
        """Return whether there are words that aren't in one of these parts."""
        own = sum(len(one.text().replace(" ", "")) for one in parts if one)
        return len(self.text().replace(" ", "")) > own

    def _texts(self) -> Iterator[str]:
        for one in self.children:
            if isinstance(one, str):
                yield one
            elif one.name not in INLINE:
                yield " "
                yield from one._texts()
                yield " "
            else:
                yield from one._texts()


INLINE = {"a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "kbd", "mark", "q", "s"}
INLINE |= {"samp", "strike", "strong", "sub", "sup", "u", "var", "button"}


def parsed(html: str) -> Element:
    """Return a tree of cleaned HTML. What is too deep in it is found in the element around it."""
    return _Builder().build(html)


def serialized(element: Element) -> str:
    """Return the HTML of what is in an element."""
    return "".join(
        escape(one, quote=False) if isinstance(one, str) else _serialized(one)
        for one in element.children
    )


def _serialized(element: Element) -> str:
    if element.name == BOUNDARY:
        return " "
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    start = f"<{element.name}{attributes}>"
    return start if element.name in VOID else f"{start}{serialized(element)}</{element.name}>"


class _Builder:
    def __init__(self) -> None:
        self.root = Element("root")
        self.path = [self.root]
        # For each open tag, whether it has an element in the path.
        self.opened: list[tuple[str, bool]] = []

    def build(self, html: str) -> Element:
        position = 0
        for tag in TAG.finditer(html):
            self._text(html[position : tag.start()])
            position = tag.end()
            if tag[1]:
                self._close(tag[2])
            else:
                self._open(tag[2], tag[3])
        self._text(html[position:])
        return self.root

    def _text(self, text: str) -> None:
        if text:
            self.path[-1].children.append(unescape(text))

    def _open(self, name: str, written: str) -> None:
        attributes = {key: unescape(value) for key, value in ATTRIBUTE.findall(written)}
        element = Element(name, attributes)
        if name in VOID:
            self.path[-1].children.append(element)
            return
        is_kept = self._is_kept(element)
        if is_kept:
            self.path[-1].children.append(element)
            self.path.append(element)
        elif name not in SILENT:
            self._divide()
        self.opened.append((name, is_kept))

    def _is_kept(self, element: Element) -> bool:
        if markup.MARK in element.attributes or element.classes & TELLING:
            return True
        is_empty = element.name in DIVIDERS | SILENT
        is_table = element.name in TABLE_PARTS and self.path[-1].name == "table"
        return is_table or (not is_empty and len(self.path) < MOST_DEPTH)

    def _close(self, name: str) -> None:
        if not self.opened:
            return
        _name, is_kept = self.opened.pop()
        if is_kept:
            self.path.pop()
        elif name not in SILENT:
            self._divide()

    def _divide(self) -> None:
        self.path[-1].children.append(Element(BOUNDARY))
