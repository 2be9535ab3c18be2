"""Corrects what makes an item ill-formed most often. Only called if it can't be parsed as it is."""

import re
from html.entities import html5

from .errors import Problem
from .segments import CDATA, CDATA_END

ALLOWED = {"amp", "lt", "gt", "quot", "apos"}
AMPERSAND = re.compile(r"&(#[xX]?[0-9A-Fa-f]{1,8};|[A-Za-z][A-Za-z0-9]{0,31};|)")
# A "<" that begins no tag.
BARE_BRACKET = re.compile(r"<(?![A-Za-z/!?])")
# How a section begins: its name, up to its opening mark.
OPENER = re.compile(r"<([A-Za-z_][\w:.-]{0,60})[^<>]{0,200}>\s{0,20}\Z")
# How far before a section its element can begin.
LONGEST_OPENER = 300
ESCAPED_END = "]]]]><![CDATA[>"
HIGHEST = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)


def repaired(text: str) -> tuple[str, list[tuple[Problem, int, int]]]:
    """Return a text with its problems corrected, and each with its line and how often it is there.

    The line is counted from that of the text, beginning with 0.
    """
    pieces: list[str] = []
    found: list[tuple[Problem, int, int]] = []
    line = position = 0
    while (start := text.find(CDATA, position)) >= 0:
        outside = text[position:start]
        pieces.append(_outside(outside, line, found))
        line += outside.count("\n")
        end = _end_of_section(text, start)
        inside = text[start + len(CDATA) : end]
        pieces.append(CDATA + _inside(inside, line, found) + CDATA_END)
        line += inside.count("\n")
        position = end + len(CDATA_END)
    pieces.append(_outside(text[position:], line, found))
    return "".join(pieces), found


def _outside(text: str, line: int, found: list[tuple[Problem, int, int]]) -> str:
    wrong = [one for one in AMPERSAND.finditer(text) if one[0] != _corrected(one)]
    if wrong:
        at = line + text.count("\n", 0, wrong[0].start())
        found.append((Problem.BARE_AMPERSAND, at, len(wrong)))
        text = AMPERSAND.sub(_corrected, text)
    return BARE_BRACKET.sub("&lt;", text)


def _corrected(reference: re.Match[str]) -> str:
    name = reference[1].rstrip(";")
    if name in ALLOWED:
        return reference[0]
    if name.startswith("#"):
        return reference[0] if _is_legal(name) else ""
    # XML knows five of the names that HTML knows.
    return html5.get(f"{name};", "&amp;" + reference[1])


def _is_legal(number: str) -> bool:
    try:
        code = int(number[1:].lstrip("xX"), 16 if number[1] in "xX" else 10)
    except ValueError:
        return False
    is_control = code < 32 and code not in {9, 10, 13}
    return not is_control and code <= HIGHEST and code not in SURROGATES


def _end_of_section(text: str, start: int) -> int:
    """Return where a section ends: at the mark before the end tag of its element.

    What plugins write may contain the mark, which WordPress itself splits over two sections.
    """
    first = text.find(CDATA_END, start)
    if first < 0:
        return len(text)
    opener = OPENER.search(text, max(0, start - LONGEST_OPENER), start)
    if not opener or text.startswith(CDATA, first + len(CDATA_END)):
        return first
    closing = text.find(f"</{opener[1]}", first)
    last = text.rfind(CDATA_END, first, closing) if closing >= 0 else first
    is_last = not text[last + len(CDATA_END) : closing].strip()
    return last if is_last and CDATA not in text[first:last] else first


def _inside(text: str, line: int, found: list[tuple[Problem, int, int]]) -> str:
    first = text.find(CDATA_END)
    if first < 0:
        return text
    found.append((Problem.CDATA_END, line + text.count("\n", 0, first), text.count(CDATA_END)))
    return text.replace(CDATA_END, ESCAPED_END)
