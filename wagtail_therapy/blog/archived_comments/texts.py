"""The text of an old comment, from the HTML of its site."""

from wagtail_therapy.content.feeds.entries import strip_control_characters
from wagtail_therapy.content.text.html_parser import LinearHTMLParser

HIDDEN = {"script", "style", "template", "noscript", "iframe", "object", "svg"}
PARAGRAPHS = {"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
LINES = {"br", "hr", "tr"}


def plain_text(html: str) -> str:
    """Return the paragraphs of a comment as text, with a blank line between them.

    Tags and hidden parts are gone, entities decoded once. A link is its text, and its address in
    brackets. The result is text: escape it when you show it.
    """
    parser = CommentParser()
    parser.read(html)
    parser.close()
    return _without_blanks("".join(parser.parts))


class CommentParser(LinearHTMLParser):
    """Collects what a browser would show of a comment."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden: list[str] = []
        self.link = ""
        self.link_start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self.hidden.append(tag)
        elif tag in PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in LINES:
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n• ")
        elif tag == "a":
            self.link, self.link_start = dict(attrs).get("href") or "", len(self.parts)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            # With what was left open in it.
            del self.hidden[self.hidden.index(tag) :]
        elif tag in PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)

    def _end_link(self) -> None:
        address, text = self.link.strip(), "".join(self.parts[self.link_start :]).strip()
        self.link = ""
        if address.startswith(("http://", "https://")) and not _names(text, address):
            self.parts.append(f" ({address})" if text else address)


def _names(text: str, address: str) -> bool:
    """Whether the text of a link is its address, or that without https and a slash."""
    bare = address.partition("://")[2].rstrip("/")
    return text.rstrip("/") in {address.rstrip("/"), bare, bare.removeprefix("www.")}


def _without_blanks(text: str) -> str:
    """Return the text with at most one blank line between lines, and one blank between words."""
    lines: list[str] = []
    for line in strip_control_characters(text).splitlines():
        words = " ".join(line.split())
        if words or (lines and lines[-1]):
            lines.append(words)
    return "\n".join(lines).strip()
