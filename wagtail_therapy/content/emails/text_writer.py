"""The same words as an HTML text, for email programs that show plain text."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from wagtail_therapy.content.feeds.syndication import VOID
from wagtail_therapy.content.text.html_parser import LinearHTMLParser

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {
    *("p", "div", "section", "article", "header", "footer", "figure", "figcaption"),
    *("blockquote", "ul", "ol", "li", "dl", "dt", "dd", "hr", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "small"),
}
LISTS = {"ul", "ol"}
TABLE_PARTS = {"tbody", "tr", "td"}
INDENTED = {"blockquote": 4, "dd": 2, "td": 2}
# What they hold follows the line above without an empty one.
CLOSE = {"li", "dd", "td", "figcaption", "small"}
# These have what follows close to them.
LABELS = {"dt", "th"}
# The number of a telephone is its text.
NOT_WRITTEN = ("tel:", "sms:", "mailto:", "#")
UNWRITTEN_CLASS = "unwritten"


@dataclass
class Element:
    tag: str
    # The tag, but for tables that only arrange things.
    kind: str
    is_unwritten: bool = False
    href: str = ""
    link_text: list[str] = field(default_factory=list)
    # Of a numbered list.
    items: int = 0
    # Of an item; blanks once its first line is written.
    marker: str = ""


def plain_text(html: str) -> str:
    """Return HTML with all its end tags as text: lists with marks, addresses behind the links.

    Leaves out elements of the class ``unwritten``.
    """
    writer = TextWriter()
    writer.read(html)
    writer.end_line()
    return "".join(writer.lines)


class TextWriter(LinearHTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words: list[str] = []
        self._open: list[Element] = []
        self._unwritten = 0
        self._gap = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._write_picture(named.get("alt", ""))
        elif tag == "br":
            self.end_line()
        elif tag not in VOID:
            self._begin(tag, named)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self._open or self._open[-1].tag != tag:
            return
        element = self._open[-1]
        if tag == "a":
            self._write_address(element)
        if element.kind in BLOCKS:
            self.end_line()
        self._open.pop()
        self._unwritten -= element.is_unwritten
        if element.kind in BLOCKS - CLOSE - LABELS:
            self._leave_gap(2)

    def handle_data(self, data: str) -> None:
        if self._unwritten:
            return
        self._words.append(data)
        for element in self._open:
            if element.href:
                element.link_text.append(data)

    def end_line(self) -> None:
        """Write the words since the last line as one, below a gap if one is due."""
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text:
            self.lines.append("\n" * (self._gap if self.lines else 0) + self._indented(text))
            self._gap = 1

    def _begin(self, tag: str, named: dict[str, str]) -> None:
        element = Element(tag, self._kind_of(tag, named))
        element.is_unwritten = UNWRITTEN_CLASS in named.get("class", "").split()
        if element.kind in BLOCKS:
            self.end_line()
        if element.kind in BLOCKS - CLOSE:
            self._leave_gap(3 if tag in HEADINGS else 2)
        if tag == "a" and not named.get("href", "#").startswith(NOT_WRITTEN):
            element.href = named["href"]
        if tag == "li":
            element.marker = self._next_marker()
        self._unwritten += element.is_unwritten
        self._open.append(element)

    def _kind_of(self, tag: str, named: dict[str, str]) -> str:
        above = self._open[-1].kind if self._open else ""
        if named.get("role") == "presentation" or (tag in TABLE_PARTS and above == "div"):
            return "div"
        return "span" if tag == "p" and above == "td" else tag

    def _leave_gap(self, lines: int) -> None:
        if not any(one.kind in CLOSE for one in self._open):
            self._gap = max(self._gap, lines)

    def _next_marker(self) -> str:
        listed = next((one for one in reversed(self._open) if one.tag in LISTS), None)
        if listed is None or listed.tag == "ul":
            return "- "
        listed.items += 1
        return f"{listed.items}. "

    def _indented(self, text: str) -> str:
        indent = ""
        for element in self._open:
            indent += " " * INDENTED.get(element.kind, 0)
            if element.tag == "li":
                indent += element.marker
                element.marker = " " * len(element.marker)
        return indent + text

    def _write_picture(self, alt: str) -> None:
        if alt and not self._unwritten:
            self._words.append(f" {gettext('[Picture: %(what)s]') % {'what': alt}} ")

    def _write_address(self, link: Element) -> None:
        text = " ".join("".join(link.link_text).split())
        if text and text != link.href and link.href and not self._unwritten:
            self._words.append(f" <{link.href}>")
