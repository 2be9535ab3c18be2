"""Turns the small part of Markdown that our texts use into blocks of a page's body."""

import re
from html import escape
from itertools import count
from uuid import NAMESPACE_URL, uuid5

LIST_ITEM = re.compile(r"^(?:-|\d+\.) ")
IMAGE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<name>[a-z]+)\)$")
LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<key>(?:post|approach):[a-z-]+)\)")


def paragraphs(lines: list[str], pages: dict | None = None) -> str:
    """Return rich text. ``[words](post:its-slug)`` links to the page of that key in ``pages``."""
    return "".join(f"<p>{inline(line, pages or {})}</p>" for line in lines)


def inline(line: str, pages: dict) -> str:
    html = escape(line, quote=False)
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    html = re.sub(r"\*(.+?)\*", r"<i>\1</i>", html)
    return LINK.sub(
        lambda found: f'<a linktype="page" id="{pages[found["key"]].pk}">{found["text"]}</a>', html
    )


class BodyReader:
    """Reads one body into the raw data of its StreamField.

    Blocks get the same ids each time, so that an unchanged text makes an unchanged page.
    """

    def __init__(self, seed: str, pictures: dict, pages: dict):
        self.seed = seed
        self.pictures = pictures
        self.pages = pages
        self.numbers = count()

    def read(self, body: str) -> list[dict]:
        blocks: list[dict] = []
        for chunk in body.split("\n\n"):
            kind, value = self.block(chunk)
            if kind == "paragraph" and blocks and blocks[-1]["type"] == "paragraph":
                blocks[-1]["value"] += value
            else:
                blocks.append(self.with_id(kind, value))
        return blocks

    def with_id(self, kind: str, value) -> dict:
        address = f"https://willowmere.example/{self.seed}#{next(self.numbers)}"
        return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, address))}

    def block(self, chunk: str) -> tuple[str, object]:
        lines = chunk.splitlines()
        if chunk.startswith("#"):
            return "heading", {"text": chunk.lstrip("# ")}
        if chunk.startswith("> [!NOTE]"):
            return "callout", self.callout([line.removeprefix("> ") for line in lines])
        if chunk.startswith("> "):
            return "quote", self.quote([line.removeprefix("> ") for line in lines])
        if LIST_ITEM.match(chunk):
            return "list", self.list(lines)
        if found := IMAGE.match(chunk):
            return "image", self.image(**found.groupdict())
        return "paragraph", paragraphs(lines, self.pages)

    def callout(self, lines: list[str]) -> dict:
        title = lines[0].removeprefix("[!NOTE]").strip()
        return {"title": title, "text": paragraphs(lines[1:], self.pages)}

    def quote(self, lines: list[str]) -> dict:
        attribution = lines.pop().removeprefix("— ") if lines[-1].startswith("— ") else ""
        return {"text": " ".join(lines), "attribution": attribution}

    def list(self, lines: list[str]) -> dict:
        items = [paragraphs([LIST_ITEM.sub("", line)], self.pages) for line in lines]
        return {
            "style": "bullets" if lines[0].startswith("-") else "numbers",
            "items": [self.with_id("item", item) for item in items],
        }

    def image(self, alt: str, name: str) -> dict:
        picture = {"image": self.pictures[name].pk, "alt_text": alt, "decorative": False}
        return {"image": picture, "caption": ""}
