"""Walks through a tree of HTML, and writes our blocks in the order of its words."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from . import checks, figures, links, lists, markup, tables, texts
from .elements import BOUNDARY, TITLES, Element
from .media import Media, is_smiley
from .prose import BLANK_LINE, BREAK, Prose
from .results import Block, Conversion, LeftOut, Source

BOLD, ITALIC = {"b", "strong"}, {"i", "em", "cite", "dfn", "var"}
# What our rich text has no formatting for. The words are kept.
PLAIN = {"abbr", "code", "del", "kbd", "mark", "s", "samp", "strike", "sub", "u"}
BARE_ADDRESS = re.compile(r"\s*+(https?://[^\s<>]++)\s*+", re.IGNORECASE)


@dataclass
class Context:
    """What all parts of one post share."""

    source: Source
    result: Conversion
    # The texts of headings, by the ids that links jump to.
    jumps: dict[str, str] = field(default_factory=dict)

    @property
    def media(self) -> Media:
        return Media(self.source, self.result)


class Flow:
    """The blocks of one post, or of one part of it: an answer, an item of a list, a cell."""

    def __init__(self, context: Context, has_lines: bool = False, is_part: bool = False):
        self.context = context
        self.result = context.result
        # Whether a line break in the text is one for readers, as in the old editor.
        self.has_lines = has_lines
        self.is_part = is_part
        self.blocks: list[Block] = []
        self.prose = Prose()
        # What the paragraph block will be made of.
        self.rich: list[str] = []
        self.handlers: dict[str, Callable[[Element], None]] = {
            BOUNDARY: lambda _element: self.end_paragraph(),
            "a": lambda element: links.link(self, element),
            "audio": self._recording,
            "blockquote": lambda element: texts.quote(self, element),
            "br": lambda _element: self._line_break(),
            "details": lambda element: texts.details(self, element),
            "div": self._division,
            "dl": lambda element: texts.definitions(self, element),
            "embed": self._flash,
            "figure": lambda element: figures.figure(self, element),
            "form": lambda element: checks.form(self, element),
            "frame-of-others": lambda element: self.emit(*self.context.media.frame(element)),
            "hr": self._rule,
            "img": self._image,
            "object": self._flash,
            "ol": lambda element: lists.listing(self, element),
            "p": self._paragraph,
            "pre": lambda element: texts.preformatted(self, element),
            "q": self._quotation,
            "sup": lambda element: self._formatted(element, "sup"),
            "table": lambda element: tables.table(self, element),
            "ul": lambda element: lists.listing(self, element),
            "video": self._recording,
        }

    def walk(self, children: Iterable[Element | str]) -> None:
        for one in children:
            if isinstance(one, str):
                self._text(one)
            else:
                self._visit(one)

    def part(self, children: Iterable[Element | str], has_lines: bool | None = None) -> list[Block]:
        """Return the blocks of a part of the post, which aren't among these blocks."""
        lines = self.has_lines if has_lines is None else has_lines
        inner = Flow(self.context, lines, is_part=True)
        inner.walk(children)
        return inner.finish()

    def finish(self) -> list[Block]:
        self.close()
        return self.blocks

    def emit(self, *blocks: Block) -> None:
        """Add blocks after what is written so far. Paragraphs join those before them."""
        self.end_paragraph()
        for name, value in blocks:
            if name == "paragraph":
                self.rich.append(value)
            else:
                self.close()
                self._add(name, value)

    def _add(self, name: str, value: Any) -> None:
        if name == "faq" and self.blocks and self.blocks[-1][0] == "faq":
            self.blocks[-1][1]["questions"] += value["questions"]
        else:
            self.blocks.append((name, value))

    def close(self) -> None:
        """End the paragraph block."""
        self.end_paragraph()
        if self.rich:
            self.blocks.append(("paragraph", "".join(self.rich)))
            self.rich = []

    def end_paragraph(self) -> None:
        html = self.prose.take()
        if "http" in html and not self.is_part:
            for is_embed, text in _lines(html):
                if is_embed:
                    self._embed_line(text)
                else:
                    self.rich.append(f"<p>{text}</p>")
        elif html:
            self.rich.append(f"<p>{html}</p>")

    def _embed_line(self, address: str) -> None:
        self.emit(*self.context.media.embed(address))

    def _visit(self, element: Element) -> None:
        name = element.name
        if handler := self.handlers.get(name):
            handler(element)
        elif name in BOLD:
            self._formatted(element, "b")
        elif name in ITALIC:
            self._formatted(element, "i")
        elif name in TITLES:
            texts.heading(self, element)
        else:
            if name in PLAIN:
                self.result.leave_out(LeftOut.FORMATTING, name)
            self.walk(element.children)

    def _text(self, text: str) -> None:
        if not self.has_lines or "\n" not in text:
            self.prose.text(text)
            return
        for number, paragraph in enumerate(BLANK_LINE.split(text)):
            if number:
                self.end_paragraph()
            for place, line in enumerate(paragraph.split("\n")):
                if place:
                    self._soft_break()
                self.prose.text(line)

    def _soft_break(self) -> None:
        # After <br> it would be a second one.
        if not self.prose.ends_in_break:
            self.prose.line_break()

    def _line_break(self) -> None:
        if self.prose.line_break():
            self.end_paragraph()

    def _paragraph(self, element: Element) -> None:
        self.end_paragraph()
        self.walk(element.children)
        self.end_paragraph()

    def _formatted(self, element: Element, name: str) -> None:
        self.prose.open(name, f"<{name}>")
        self.walk(element.children)
        self.prose.close()

    def _quotation(self, element: Element) -> None:
        self.walk(["“", *element.children, "”"])

    def address(self, written: str) -> str:
        """Return a whole address for a link, and note it, or "" if it leads nowhere."""
        return links.address(self.context, written)

    def _image(self, element: Element) -> None:
        if is_smiley(element):
            self.prose.text(element.get("alt"))
        else:
            self.emit(*self.context.media.image(element))

    def _recording(self, element: Element) -> None:
        self.emit(*self.context.media.recording(element))

    def _flash(self, element: Element) -> None:
        self.emit(*self.context.media.flash(element))

    def _rule(self, element: Element) -> None:
        self.close()
        kind = element.get(markup.MARK)
        if kind == markup.PAGE:
            self.result.pages += 1
        elif kind == markup.MORE:
            if self.result.excerpt_end is None and not self.is_part:
                self.result.excerpt_end = len(self.blocks)
        else:
            self.result.leave_out(LeftOut.SEPARATOR)

    def _division(self, element: Element) -> None:
        kind = element.get(markup.MARK)
        if kind == markup.CHECK:
            checks.please_check(self, checks.reason_of(element), element)
        elif kind == markup.CLASSIC:
            self.end_paragraph()
            before, self.has_lines = self.has_lines, True
            self.walk(element.children)
            self.end_paragraph()
            self.has_lines = before
        else:
            figures.division(self, element)


def _lines(html: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a paragraph. An address alone on a line is one, and is to be embedded."""
    text: list[str] = []
    for line in html.split(BREAK):
        address = BARE_ADDRESS.fullmatch(line)
        if address:
            if text:
                yield False, BREAK.join(text)
            text = []
            yield True, unescape(address[1])
        else:
            text.append(line)
    if text:
        yield False, BREAK.join(text)
