"""Divi 5, whose blocks keep all their words in the attributes of their comments."""

from collections.abc import Iterator
from html import escape
from typing import Any

from . import markup
from .block_comments import Comment
from .divi import FORMS, LAYOUT, MADE, NOTHING
from .results import Check, Conversion, LeftOut, Source

PREFIX = "divi/"
# Divi writes each width's values beside each other; this one has all that isn't different there.
WIDTH = "desktop"
QUESTIONS = {"toggle", "accordion-item"}
# The parts of a module, ordered as Divi shows them.
PARTS = ("image", "title", "heading", "name", "subhead", "subtitle", "position", "number")
CONTENT = ("content", "description", "bodyText")
BUTTONS = ("button", "buttonOne", "buttonTwo")
DYNAMIC = "$variable("


def opening(one: Comment, source: Source, result: Conversion) -> str:
    """Return the words of a module as HTML. Other modules in it follow."""
    name = one.name.removeprefix(PREFIX)
    known = name.replace("-", "_")
    if known in LAYOUT - {"text"} or name in {"placeholder", "group"}:
        return ""
    if known in NOTHING:
        result.leave_out(LeftOut.SEPARATOR, name)
        return ""
    if known in FORMS:
        result.leave_out(LeftOut.FORM, one.name)
    elif known in MADE:
        result.leave_out(LeftOut.DYNAMIC, one.name)
        return ""
    parts = _Parts(one.attributes, source, result)
    if name in QUESTIONS:
        html = markup.opening_question(parts.text("title")) + parts.content()
    elif name == "testimonial":
        html = f"<blockquote>{parts.content()}{markup.closing_quote(parts.author())}"
    else:
        html = parts.all()
    return html + closing(one.name) if one.is_empty else html


def closing(name: str) -> str:
    is_question = name.removeprefix(PREFIX) in QUESTIONS
    return markup.CLOSING_QUESTION if is_question else ""


def is_hidden(one: Comment) -> bool:
    """Return whether a module is switched off at every width."""
    if not one.name.startswith(PREFIX):
        return False
    off = _at(one.attributes, "module", "decoration", "disabledOn")
    widths = [_at(off, width, "value") for width in (WIDTH, "tablet", "phone")]
    return widths == ["on"] * 3


class _Parts:
    def __init__(self, attributes: dict[str, Any], source: Source, result: Conversion):
        self.attributes = attributes
        self.source = source
        self.result = result

    def value(self, part: str) -> Any:
        return _at(self.attributes, part, "innerContent", WIDTH, "value")

    def text(self, part: str) -> str:
        value = self.value(part)
        if isinstance(value, dict):
            value = value.get("text")
        if isinstance(value, str) and value.startswith(DYNAMIC):
            self.result.leave_out(LeftOut.DYNAMIC, DYNAMIC)
            return ""
        return str(value) if isinstance(value, str | int | float) else ""

    def author(self) -> str:
        names = ("author", "jobTitle", "company")
        return ", ".join(filter(None, (self.text(name) for name in names)))

    def content(self) -> str:
        return "".join(self.text(part) for part in CONTENT)

    def all(self) -> str:
        shown = [self._part(part) for part in PARTS]
        buttons = [self._button(part) for part in BUTTONS]
        return "".join([*shown, self.content(), *self._media(), *buttons, *self._others()])

    def _part(self, part: str) -> str:
        if part == "image":
            return self._image()
        text = self.text(part)
        return markup.heading(text) if part in {"title", "heading", "name"} else _paragraph(text)

    def _image(self) -> str:
        value = self.value("image")
        if not isinstance(value, dict):
            return markup.image(value) if isinstance(value, str) else ""
        return markup.image(_text(value.get("src")), _text(value.get("alt")))

    def _button(self, part: str) -> str:
        value = self.value(part)
        if not isinstance(value, dict):
            return ""
        address = _text(value.get("linkUrl")) or _text(value.get("url"))
        return markup.button(address, _text(value.get("text")))

    def _media(self) -> Iterator[str]:
        for part, kind in (("video", ""), ("audio", "audio")):
            value = self.value(part)
            address = _text(value.get("src")) if isinstance(value, dict) else _text(value)
            if address and kind:
                yield markup.recording(kind, address)
            elif address:
                yield markup.embed(address)
        yield from self._gallery()

    def _gallery(self) -> Iterator[str]:
        ids = _text(_at(self.attributes, "image", "advanced", "galleryIds", WIDTH, "value"))
        numbers = [int(one) for one in ids.split(",") if one.strip().isdecimal() and len(one) < 12]
        known = self.source.attachments
        images = [
            markup.image(known[one].address, known[one].alt, known[one].caption, one)
            for one in numbers
            if one in known
        ]
        yield markup.gallery(images)
        if len(images) < len(numbers):
            yield markup.check(Check.MISSING_MEDIA, "", "divi/gallery")

    def _others(self) -> Iterator[str]:
        """Yield what modules that we don't know show."""
        usual = {*PARTS, *CONTENT, *BUTTONS, "video", "audio", "module"}
        for part in self.attributes:
            if part not in usual and (text := self.text(part)):
                yield text if "<" in text else _paragraph(text)


def _at(value: Any, *path: str) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""
