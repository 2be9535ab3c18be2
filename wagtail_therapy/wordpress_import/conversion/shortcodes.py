"""Finds shortcodes such as ``[gallery ids="1,2"]``, and has each turned into HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

# https://developer.wordpress.org/plugins/shortcodes/: brackets can't be in an attribute.
TAG = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]{0,80})((?:[\s/=][^\[\]]*+)?)\](\]?)")
ATTRIBUTE = re.compile(
    r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"']++))"""
    r"""|"([^"]*+)"|'([^']*+)'|(\S++)"""
)
ADDRESS = re.compile(r"=?https?://", re.IGNORECASE)
COMPOUND = re.compile(r"[_-]")


@dataclass(frozen=True)
class Shortcode:
    """``inner`` is what it encloses, or None if it has no end tag."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    inner: str | None = None
    # As it was written, without what it encloses.
    written: str = ""

    def get(self, *names: str) -> str:
        """Return the first of these attributes that isn't empty, or ""."""
        return next(filter(None, (self.attributes.get(name, "").strip() for name in names)), "")


@dataclass(frozen=True)
class Around:
    """HTML before and after what a shortcode encloses, which is read on."""

    before: str = ""
    after: str = ""


# A text replaces the shortcode with all that it encloses. None: it isn't one, and stays as it is.
Handler = Callable[[Shortcode], str | Around | None]


def replaced(text: str, handle: Handler) -> str:
    """Return a text with its shortcodes replaced, in a time that grows with its length only."""
    return _Replacement(text, handle).run() if "[" in text else text


class _Replacement:
    def __init__(self, text: str, handle: Handler):
        self.text = text
        self.handle = handle
        self.tags = list(TAG.finditer(text))
        self.ends = _ends(self.tags)
        self.pieces: list[str] = []
        # What comes instead of the end tags that are still to come.
        self.closing: dict[int, str] = {}
        self.position = 0

    def run(self) -> str:
        for number, tag in enumerate(self.tags):
            # Otherwise it is in something that was replaced as a whole.
            if tag.start() >= self.position:
                self.pieces.append(self.text[self.position : tag.start()])
                self.position = tag.end()
                self.pieces.append(self._replacement(number, tag))
        return "".join([*self.pieces, self.text[self.position :]])

    def _replacement(self, number: int, tag: re.Match[str]) -> str:
        if tag[1] and tag[5]:
            # [[gallery]] is how one writes about a gallery.
            return tag[0][1:-1]
        if tag[2]:
            known = self.closing.pop(number, None)
            return tag[0] if known is None else tag[1] + known + tag[5]
        return self._opened(number, tag)

    def _opened(self, number: int, tag: re.Match[str]) -> str:
        end = self.ends.get(number)
        if end is not None and tag[1] and self.tags[end][5]:
            # [[caption]…[/caption]]
            self.position = self.tags[end].end()
            return self.text[tag.start() + 1 : self.position - 1]
        inner = None if end is None else self.text[tag.end() : self.tags[end].start()]
        result = self.handle(_shortcode(tag, inner))
        if result is None:
            return tag[0]
        if isinstance(result, str):
            if end is not None:
                self.position = self.tags[end].end()
            return tag[1] + result + tag[5]
        if end is None:
            return tag[1] + result.before + result.after + tag[5]
        self.closing[end] = result.after
        return tag[1] + result.before + tag[5]


def _ends(tags: list[re.Match[str]]) -> dict[int, int]:
    """Return the number of each tag that has an end tag, with that of its end tag."""
    opened: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for number, tag in enumerate(tags):
        if tag[1] and tag[5]:
            continue
        if tag[2]:
            if opened.get(tag[3]):
                ends[opened[tag[3]].pop()] = number
        elif not tag[4].endswith("/"):
            opened.setdefault(tag[3], []).append(number)
    return ends


def _shortcode(tag: re.Match[str], inner: str | None) -> Shortcode:
    attributes: dict[str, str] = {}
    values: list[str] = []
    for found in ATTRIBUTE.finditer(tag[4].removesuffix("/")):
        if found[1]:
            value = next(one for one in found.group(2, 3, 4) if one is not None)
            attributes.setdefault(found[1].lower(), unescape(value))
        else:
            value = next(one for one in found.group(5, 6, 7) if one is not None)
            values.append(unescape(value))
    return Shortcode(tag[3], attributes, tuple(values), inner, tag[0])


def is_written_as_one(shortcode: Shortcode) -> bool:
    """Return whether a name that we don't know is a shortcode, and not a remark in brackets.

    "[sic]" and "[citation needed]" are remarks.
    """
    is_compound = bool(COMPOUND.search(shortcode.name)) and not shortcode.values
    has_address = any(ADDRESS.match(value) for value in shortcode.values)
    is_enclosing = shortcode.inner is not None
    return bool(shortcode.attributes) or is_compound or has_address or is_enclosing
