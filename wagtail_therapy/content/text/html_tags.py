"""The tags of a page, for code that only reads them."""

from typing import NamedTuple

from .html_parser import HTMLReader


class StartTag(NamedTuple):
    name: str
    attributes: dict[str, str]

    def get(self, attribute: str) -> str:
        """Return an attribute's value, or "" if it is empty or missing."""
        return self.attributes.get(attribute, "")


class StartTags(HTMLReader):
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
