"""Python's HTML parser, made so that its time grows no faster than the text."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

# The parser looks at each of these as long as at a tag.
NO_TAG = re.compile(r"<(?![a-zA-Z/!?])")


class LinearHTMLParser(HTMLParser):
    """Skips tags that are never closed: older parsers take the square of their length."""

    def read(self, html: str) -> None:
        self.feed(NO_TAG.sub("&lt;", html))


class StartTag(NamedTuple):
    name: str
    attributes: dict[str, str]

    def get(self, attribute: str) -> str:
        """Return an attribute's value, or "" if it is empty or missing."""
        return self.attributes.get(attribute, "")


class StartTagParser(LinearHTMLParser):
    """The tags of HTML in their order, and what its ``<style>`` elements hold."""

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
