"""Python's HTML parser, in linear time."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

# The parser takes as long for each of these as for a tag.
NO_TAG = re.compile(r"<(?![a-zA-Z/!?])")


class LinearHTMLParser(HTMLParser):
    """Skips tags that are never closed, for which older parsers take quadratic time."""

    def read(self, html: str) -> None:
        self.feed(NO_TAG.sub("&lt;", html))


class StartTag(NamedTuple):
    name: str
    attributes: dict[str, str]

    def get(self, attribute: str) -> str:
        """Return an attribute's value, or "" if it is empty or missing."""
        return self.attributes.get(attribute, "")


class StartTagParser(LinearHTMLParser):
    """The start tags of HTML in their order, and the text of its ``<style>`` elements."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[StartTag] = []
        self.styles: list[str] = []
        self.read(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(StartTag(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.styles.append(data)
