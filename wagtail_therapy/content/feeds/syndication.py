"""Renders bodies for feeds and emails."""

import re
from collections import Counter
from collections.abc import Iterable
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from ..text.citations import Citations
from ..text.html_parser import LinearHTMLParser

URL_ATTRIBUTES = ("href", "src", "poster")
# Markup as templates usually write it, which can be read without a parser.
ATTRIBUTE = r'\s++[a-z][-a-z0-9]*+(?:="[^"<>]*+")?+'
PLAIN_HTML = re.compile(rf"(?:[^<]++|</?+[a-z][a-z0-9]*+(?:{ATTRIBUTE})*+\s*+/?+>)*+")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)([^<>]*+)>")
VALUE = re.compile(r'(?<![-a-z0-9])([a-z][-a-z0-9]*+)="([^"]*+)"')
REFERENCE = re.compile(r"&#?+[a-zA-Z0-9]++;")
# These elements don't work in feeds and emails.
REMOVED = {"script", "style", "form", "button", "template"}
# https://html.spec.whatwg.org/multipage/syntax.html#void-elements
VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
    *("source", "track", "wbr"),
}


def render_for_syndication(
    body: StreamValue,
    references: Iterable[Any] | None = None,
    *,
    page_url: str,
    context: dict[str, Any] | None = None,
) -> SafeString:
    """Return a body with absolute URLs, and citations that link to the page's references.

    Videos and recordings become links, and scripts are removed. Blocks with ``is_for_pages_only``
    in their ``Meta``, such as forms, are left out.
    """
    shared = {"citations": Citations(references, base_url=page_url), "is_syndicated": True}
    html = without_page_only_blocks(body).render_as_block((context or {}) | shared)
    return mark_safe(absolute_html(html, page_url))  # noqa: S308 -- HTML as the templates gave it


def without_page_only_blocks(body: StreamValue) -> StreamValue:
    """Return the body without blocks that only work on pages, such as forms."""
    kept = [one for one in body if not getattr(one.block.meta, "is_for_pages_only", False)]
    return StreamValue(body.stream_block, [(one.block_type, one.value, one.id) for one in kept])


def absolute_html(html: str, page_url: str) -> str:
    """Return a page's HTML with absolute URLs, without elements that only work on pages.

    It is only parsed if it isn't written as our templates write it. A host's may be anything.
    """
    writer = AbsoluteHTMLWriter(page_url)
    if not _is_plain(html):
        return writer.written(html)
    html = REFERENCE.sub(_character, html)
    return TAG.sub(lambda tag: VALUE.sub(writer.written_value, tag[0]), html).strip()


def _character(reference: re.Match[str]) -> str:
    character = unescape(reference[0])
    return reference[0] if character in {*'<>&"'} else character


def _is_plain(html: str) -> bool:
    """Whether a template wrote it with quotes, closes each element, and has none to remove."""
    if not PLAIN_HTML.fullmatch(html):
        return False
    path: list[str] = []
    for slash, name, rest in TAG.findall(html):
        if name in VOID and not slash:
            continue
        if name in REMOVED or rest.endswith("/") or (slash and path[-1:] != [name]):
            return False
        if slash:
            path.pop()
        else:
            path.append(name)
    return not path


class AbsoluteHTMLWriter(LinearHTMLParser):
    """Writes the HTML that it reads with absolute URLs, and closes all elements."""

    removed = REMOVED

    def __init__(self, page_url: str):
        super().__init__()
        self.page_url = page_url
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._useless = 0

    def written(self, html: str) -> str:
        self.read(html)
        while self._open:
            self._end()
        return "".join(self._pieces).strip()

    def written_value(self, attribute: re.Match[str]) -> str:
        """Return an attribute of HTML with absolute URLs."""
        name, value = attribute.groups()
        if name not in {*URL_ATTRIBUTES, "srcset"}:
            return attribute[0]
        return f'{name}="{escape(self._value(name, unescape(value)))}"'

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = "".join(f' {name}="{escape(self._value(name, one or ""))}"' for name, one in attrs)
        if tag in VOID:
            self._write(f"<{tag}{said}/>")
        else:
            self._begin(tag, said)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if not self._counts[tag]:
            return
        while self._end() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._write(escape(data, quote=False))

    def _begin(self, tag: str, said: str) -> None:
        self._open.append(tag)
        self._counts[tag] += 1
        self._useless += tag in self.removed
        self._write(f"<{tag}{said}>")

    def _end(self) -> str:
        tag = self._open.pop()
        self._write(f"</{tag}>")
        self._counts[tag] -= 1
        self._useless -= tag in self.removed
        return tag

    def _write(self, piece: str) -> None:
        if not self._useless:
            self._pieces.append(piece)

    def _value(self, name: str, value: str) -> str:
        if name in URL_ATTRIBUTES:
            return _joined(self.page_url, value)
        if name != "srcset":
            return value
        sources = filter(str.strip, value.split(","))
        return ", ".join(_absolute_source(source, self.page_url) for source in sources)


def _absolute_source(source: str, page_url: str) -> str:
    address, *size = source.split()
    return " ".join([_joined(page_url, address), *size])


def _joined(page_url: str, address: str) -> str:
    try:
        return urljoin(page_url, address)
    except ValueError:
        # An invalid URL, such as "http://[your-site]/", doesn't work on the page either.
        return address
