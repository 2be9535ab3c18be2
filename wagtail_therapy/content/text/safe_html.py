"""HTML of others, made safe and valid: words, lists, tables and links, and nothing else."""

import re
from html import escape, unescape
from urllib.parse import quote

import nh3

from .html_parser import LinearHTMLParser
from .safe_urls import SCHEMES
from .table_spans import Cell, Table

# Browsers stop nesting at 512. nh3 takes seconds for 10,000, and minutes for 50,000.
MOST_DEPTH = 500
# For "&amp;" in one text, its time grows with the square of their number.
MOST_REFERENCES = 20_000
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
ELEMENT_TAG = re.compile(r"<[^<>]+>")
PHRASES = {"a", "b", "em", "i", "strong", "sub", "sup"}
# They hold words and phrases, and no other blocks.
PROSE = {"caption", "h2", "h3", "h4", "p", "pre"}
BLOCKS = PROSE - {"caption"} | {"blockquote", "ol", "table", "ul"}
# What each of these holds, and nothing else.
PARTS = {"ol": "li", "ul": "li", "table": "tr", "tr": "td"}
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "dd": "p", "dt": "p", "figcaption": "p"}
RENAMED |= {"summary": "p"}
WRITTEN = {*PHRASES, *PROSE, *BLOCKS, "br", "li", "td", "th", "tr"}
# They keep words apart.
DIVIDERS = {"address", "article", "aside", "button", "center", "details", "div", "dl", "fieldset"}
DIVIDERS |= {"figure", "footer", "form", "header", "label", "legend", "main", "nav", "option"}
DIVIDERS |= {"section", "select", "tbody", "tfoot", "thead"}
WITHOUT_WORDS = {"script", "style", "svg", "noscript", "template", "canvas", "xml"}
# Where a text ends in what is written here.
ENDS = re.compile(rf"</(?!(?:{'|'.join(sorted(PHRASES))})>)\w+>|<br>")
# Of addresses; nh3 has looked at their schemes.
KEPT_IN_ADDRESS = "/:?#@!$&'()*+,;=%~-._"


def safe_html(html: str) -> str:
    """Return HTML that a page can show without changes, with all words that readers would see.

    It has no attributes but the addresses of links and the spans of cells. What it has been given
    may be of any kind; calling it again changes nothing.
    """
    if _is_too_deep(html) or html.count("&") > MOST_REFERENCES:
        return escape(_words(html), quote=False)
    cleaned = nh3.clean(
        html,
        tags=WRITTEN | DIVIDERS | RENAMED.keys(),
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        clean_content_tags=WITHOUT_WORDS,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return _Writer().written(cleaned)


def texts_of(safe: str) -> list[str]:
    """Return the texts of safe HTML: those of two cells or paragraphs are two."""
    texts = (unescape(ELEMENT_TAG.sub("", part)).strip() for part in ENDS.split(safe))
    return [text for text in texts if text]


def _is_too_deep(html: str) -> bool:
    depth = 0
    for tag in TAG.finditer(html) if html.count("<") > MOST_DEPTH else ():
        if tag[1]:
            depth = max(0, depth - 1)
        elif tag[2].lower() not in {"br", "hr", "img", "input"}:
            depth += 1
        if depth > MOST_DEPTH:
            return True
    return False


class _Words(LinearHTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.found.append(data)


def _words(html: str) -> str:
    reader = _Words()
    reader.read(html)
    return " ".join(" ".join(reader.found).split())


class _Writer(LinearHTMLParser):
    """Writes each element where HTML allows it, and elsewhere only its words.

    It reads what nh3 writes, in which each element is closed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        # The elements around, and whether the source has them. Those not written are "".
        self.path: list[tuple[str, bool]] = []
        self.tables: list[Table] = []

    def written(self, html: str) -> str:
        self.feed(html)
        self.close()
        while self.path:
            self._pop()
        return "".join(self.pieces).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = RENAMED.get(tag, tag)
        if name == "br":
            self._make_room(name)
            self.pieces.append("<br>")
            return
        name = self._place(name)
        if name:
            self._open(name, dict(attrs))
        else:
            self._keep_apart()
        self.path.append((name, True))

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            return
        while self.path and not self.path[-1][1]:
            self._pop()
        if self.path:
            self._pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._make_room("")
            self.pieces.append(escape(data, quote=False))
        else:
            self._keep_apart()

    @property
    def parent(self) -> str:
        return next((name for name, _is_own in reversed(self.path) if name), "")

    def _place(self, name: str) -> str:
        """Return as which element it can be written here, or ""."""
        if name in {"td", "th", "tr", "li", "caption"}:
            return self._as_part(name)
        if name in BLOCKS:
            return self._as_block(name)
        if name in PHRASES:
            self._make_room(name)
            return name
        return ""

    def _as_part(self, name: str) -> str:
        while self.path and self.path[-1] == ("li", False) and name == "li":
            self._pop()
        if name == "caption":
            return name if self.parent == "table" and self.tables[-1].is_new else ""
        if PARTS.get(self.parent) == name or (name == "th" and self.parent == "tr"):
            return name
        return self._as_block("p") if name == "li" else ""

    def _as_block(self, name: str) -> str:
        around = [one for one, _is_own in reversed(self.path) if one]
        outer = next((one for one in around if one not in PHRASES), "")
        if outer in PROSE:
            return ""
        self._leave_phrases()
        self._make_room(name)
        return name

    def _leave_phrases(self) -> None:
        """End the formatting around a block, which can't hold it."""
        for number in range(len(self.path) - 1, -1, -1):
            name, is_own = self.path[number]
            if name and name not in PHRASES:
                return
            if name:
                self.pieces.append(f"</{name}>")
                self.path[number] = ("", is_own)

    def _make_room(self, name: str) -> None:
        """Write an item or a cell for what is directly in a list or a table."""
        while (part := PARTS.get(self.parent)) and part != name:
            self._open(part, {})
            self.path.append((part, False))

    def _open(self, name: str, given: dict[str, str | None]) -> None:
        written = f"<{name}>"
        if name == "a" and given.get("href"):
            written = f'<a href="{escape(quote(given["href"] or "", safe=KEPT_IN_ADDRESS))}">'
        elif name == "table":
            self.tables.append(Table(len(self.pieces)))
        elif name == "tr":
            self.tables[-1].add_row(len(self.pieces))
        elif name in {"td", "th"}:
            self.tables[-1].add_cell(Cell.read(len(self.pieces), name, given))
        elif name == "caption":
            self.tables[-1].is_new = False
        self.pieces.append(written)

    def _pop(self) -> None:
        name, _is_own = self.path.pop()
        if name == "table":
            self.tables.pop().write_spans(self.pieces)
        elif name == "tr" and not self.tables[-1].rows[-1]:
            self.pieces[self.tables[-1].starts[-1]] = ""
            return
        if name:
            self.pieces.append(f"</{name}>")
        else:
            self._keep_apart()

    def _keep_apart(self) -> None:
        if self.parent not in PARTS and self.pieces and not self.pieces[-1].endswith(" "):
            self.pieces.append(" ")
