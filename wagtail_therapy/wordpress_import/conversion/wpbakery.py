"""WPBakery, whose elements are shortcodes that begin with ``vc_``."""

import binascii
from base64 import b64decode
from collections.abc import Callable
from urllib.parse import unquote

from . import markup
from .core_shortcodes import TEXTS, CoreShortcodes
from .results import Check, Conversion, LeftOut, Source
from .shortcodes import Around, Shortcode

PREFIX = "vc_"
LAYOUT = {"row", "row_inner", "column", "column_inner", "column_text", "section", "message"}
LAYOUT |= {"tta_accordion", "tta_tabs", "tta_tour", "tabs", "accordion"}
NOTHING = {"separator", "empty_space", "raw_js"}
QUESTIONS = {"toggle", "tta_section", "accordion_tab"}


class WPBakery:
    def __init__(self, source: Source, result: Conversion):
        self.source = source
        self.result = result
        self.core = CoreShortcodes(source, result)
        self.handlers: dict[str, Callable[[Shortcode], str | Around]] = {
            "single_image": self.image,
            "gallery": self.gallery,
            "images_carousel": self.gallery,
            "btn": self.button,
            "button": self.button,
            "raw_html": self.raw_html,
            "video": self.video,
            "custom_heading": self.heading,
            "text_separator": self.heading,
        }

    def handle(self, shortcode: Shortcode) -> str | Around:
        name = shortcode.name.removeprefix(PREFIX)
        if shortcode.get("disable_element") == "yes":
            self.result.leave_out(LeftOut.HIDDEN, name)
            self.result.hidden.append(shortcode.inner or "")
            return ""
        if handler := self.handlers.get(name):
            return handler(shortcode)
        if name in LAYOUT:
            return Around("\n\n", "\n\n")
        if name in NOTHING:
            self.result.leave_out(LeftOut.SEPARATOR, shortcode.name)
            return ""
        if name in QUESTIONS:
            question = markup.opening_question(shortcode.get("title"))
            return Around(question, markup.CLOSING_QUESTION)
        return self.unknown(shortcode)

    def image(self, shortcode: Shortcode) -> str:
        return self.core.gallery(_with_ids(shortcode, shortcode.get("image")))

    def gallery(self, shortcode: Shortcode) -> str:
        return self.core.gallery(_with_ids(shortcode, shortcode.get("images")))

    def button(self, shortcode: Shortcode) -> str:
        address = _link(shortcode.get("link")) or shortcode.get("href")
        return markup.button(address, shortcode.get("title"))

    def video(self, shortcode: Shortcode) -> str:
        address = shortcode.get("link")
        return markup.heading(shortcode.get("title")) + (markup.embed(address) if address else "")

    def heading(self, shortcode: Shortcode) -> str:
        return markup.heading(shortcode.get("text", "title"), 2)

    def raw_html(self, shortcode: Shortcode) -> str:
        try:
            return unquote(b64decode(shortcode.inner or "").decode("utf-8", "replace"))
        except (binascii.Error, ValueError):
            return markup.check(Check.UNKNOWN_SHORTCODE, "", shortcode.name)

    def unknown(self, shortcode: Shortcode) -> Around:
        self.result.leave_out(LeftOut.SHORTCODE, shortcode.name)
        names = ("h2", "h4", "txt", *TEXTS)
        shown = "".join(markup.paragraph(shortcode.get(name)) for name in names)
        address = _link(shortcode.get("link"))
        last = markup.button(address, shortcode.get("btn_title")) if address else ""
        return Around(f"\n\n{shown}\n\n", f"\n\n{last}\n\n")


def _with_ids(shortcode: Shortcode, ids: str) -> Shortcode:
    # Without an id it would be a gallery of all that was uploaded to the post.
    return Shortcode(shortcode.name, {"ids": ids or "0"})


def _link(value: str) -> str:
    """Return the address in ``url:https%3A%2F%2Fa.example|title:Book``."""
    parts = dict(part.partition(":")[::2] for part in value.split("|"))
    return unquote(parts.get("url", ""))
