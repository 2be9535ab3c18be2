"""Writes the rich text of paragraphs: bold, italic, raised, links and line breaks."""

import re
from html import escape

BREAK = "<br/>"
TAG = re.compile(r"(<[^<>]*>)")
# What HTML takes for one space. A space that doesn't break is none of it.
SPACE = re.compile(r"[ \t\r\n\f]+")
BLANK_LINE = re.compile(r"\n[ \t\r\f]*+\n[ \t\r\n\f]*+")
BLANK = " \t\r\n\f"


class Prose:
    """A paragraph that is being written. Formatting goes on in the next one until it is closed."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.opened: list[tuple[str, str]] = []
        # The pieces since the last text are only tags.
        self.ends_in_break = False

    def open(self, name: str, tag: str) -> None:
        self.opened.append((name, tag))
        self.pieces.append(tag)

    def close(self) -> None:
        name, _tag = self.opened.pop()
        self.pieces.append(f"</{name}>")

    def text(self, text: str) -> None:
        if text.strip(" \t\r\n\f"):
            self.ends_in_break = False
        self.pieces.append(escape(SPACE.sub(" ", text), quote=False))

    def line_break(self) -> bool:
        """Begin a new line, and return whether that leaves an empty one: a new paragraph."""
        was_break, self.ends_in_break = self.ends_in_break, True
        self.pieces.append(BREAK)
        return was_break

    def take(self) -> str:
        """Return what is written, or "" if there are no words in it, and begin again."""
        closing = "".join(f"</{name}>" for name, _tag in reversed(self.opened))
        written = "".join([*self.pieces, closing])
        self.pieces = [tag for _name, tag in self.opened]
        self.ends_in_break = False
        return tidied(written) if has_words(written) else ""


def has_words(html: str) -> bool:
    return bool(TAG.sub("", html).replace("&nbsp;", "").strip())


def tidied(html: str) -> str:
    """Return rich text without empty elements, and without breaks at its start and end."""
    if "<" not in html:
        return SPACE.sub(" ", html).strip(BLANK)
    pieces = [SPACE.sub(" ", piece) for piece in TAG.split(html) if piece]
    pieces = _without_empty(_without_spaces_at_breaks(pieces))
    return "".join(_without_end(_without_start(pieces)))


def _without_spaces_at_breaks(pieces: list[str]) -> list[str]:
    found: list[str] = []
    for piece in pieces:
        if piece == BREAK and found and not found[-1].startswith("<"):
            found[-1] = found[-1].rstrip(" ")
        after_break = found and found[-1] == BREAK
        found.append(piece.lstrip(" ") if after_break and not piece.startswith("<") else piece)
    return [piece for piece in found if piece]


def _without_empty(pieces: list[str]) -> list[str]:
    """Leave out elements with nothing in them but spaces, which stay."""
    found: list[str] = []
    for piece in pieces:
        if not piece.startswith("</"):
            found.append(piece)
            continue
        spaces = []
        while found and found[-1] in {" ", ""}:
            spaces.append(found.pop())
        if found and _is_opening(found[-1]):
            found.pop()
            found += spaces
        else:
            found += [*spaces, piece]
    return found


def _is_opening(piece: str) -> bool:
    return piece.startswith("<") and not piece.startswith("</") and piece != BREAK


def _without_start(pieces: list[str]) -> list[str]:
    found: list[str] = []
    for number, piece in enumerate(pieces):
        if _is_opening(piece):
            found.append(piece)
        elif piece != BREAK and (text := piece.lstrip(" ")):
            return [*found, text, *pieces[number + 1 :]]
    return found


def _without_end(pieces: list[str]) -> list[str]:
    found: list[str] = []
    for number in range(len(pieces) - 1, -1, -1):
        piece = pieces[number]
        if piece.startswith("</"):
            found.append(piece)
        elif piece != BREAK and (text := piece.rstrip(" ")):
            return [*pieces[:number], text, *reversed(found)]
    return found[::-1]
