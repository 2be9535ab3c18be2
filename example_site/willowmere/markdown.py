"""Turns the subset of Markdown that our texts use into the blocks of a page's body."""

import re
from html import escape
from itertools import count
from uuid import NAMESPACE_URL, uuid5

LIST_ITEM = re.compile(r"^(?:-|\d+\.) ")
IMAGE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<name>[a-z]+)\)$")
VIDEO = re.compile(r'^@\[(?P<title>[^\]]+)\]\((?P<url>\S+) "(?P<picture>[a-z]+)"\)$')
LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<key>(?:page|post|approach|legal):[a-z-]+)\)")

NEWSLETTER_DATA = "[what the newsletter stores]"


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
            last = blocks[-1] if blocks else {"type": ""}
            if kind == last["type"] == "paragraph":
                last["value"] += value
            elif kind == last["type"] == "faq":
                last["value"]["questions"] += value["questions"]
            else:
                blocks.append(self.with_id(kind, value))
        return blocks

    def with_id(self, kind: str, value) -> dict:
        address = f"https://willowmere.example/{self.seed}#{next(self.numbers)}"
        return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, address))}

    def block(self, chunk: str) -> tuple[str, object]:
        lines = chunk.splitlines()
        if chunk.startswith("#"):
            kind = "subheading" if chunk.startswith("### ") else "heading"
            return kind, {"text": chunk.lstrip("# ")}
        if chunk.startswith("> "):
            return self.quoted([line.removeprefix("> ") for line in lines])
        if found := IMAGE.match(chunk) or VIDEO.match(lines[0]):
            return self.media(lines[1:], **found.groupdict())
        if LIST_ITEM.match(chunk):
            return "list", self.list(lines)
        if chunk.startswith("Table: "):
            return "table", self.table(lines)
        is_data = chunk == NEWSLETTER_DATA
        return (
            ("newsletter_data", None) if is_data else ("paragraph", paragraphs(lines, self.pages))
        )

    def media(self, lines: list[str], **parts: str) -> tuple[str, object]:
        return ("video", self.video(lines, **parts)) if lines else ("image", self.image(**parts))

    def quoted(self, lines: list[str]) -> tuple[str, object]:
        kind, _, words = lines[0].partition("] ")
        match kind:
            case "[!NOTE":
                return "callout", self.callout(words, lines[1:])
            case "[!FAQ":
                return "faq", self.question(words, lines[1:])
            case "[!EXAMPLE":
                return "vignette", self.vignette(words, lines[1:])
        return "quote", self.quote(lines)

    def callout(self, title: str, lines: list[str]) -> dict:
        return {"title": title, "text": paragraphs(lines, self.pages)}

    def question(self, question: str, lines: list[str]) -> dict:
        value = {"question": question, "answer": paragraphs(lines, self.pages)}
        return {"questions": [self.with_id("item", value)]}

    def vignette(self, basis: str, lines: list[str]) -> dict:
        text = paragraphs(lines, self.pages)
        return {"text": text, "basis": basis, "has_consent": False, "source": ""}

    def table(self, lines: list[str]) -> dict:
        headings, *rows = [cells(line) for line in lines[1:]]
        columns = [{"type": "text", "heading": heading} for heading in headings]
        caption = lines[0].removeprefix("Table: ")
        table = {"columns": columns, "rows": [{"values": row} for row in rows], "caption": caption}
        return {"table": table, "first_column_is_header": True}

    def video(self, transcript: list[str], title: str, url: str, picture: str) -> dict:
        return {
            "title": title,
            "url": url,
            "file": None,
            "poster": self.pictures[picture].pk,
            "captions": None,
            "transcript": paragraphs(transcript, self.pages),
        }

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


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]
