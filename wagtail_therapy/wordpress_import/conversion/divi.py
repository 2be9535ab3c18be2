"""Divi up to 4, whose modules are shortcodes that keep words in their attributes too."""

import re
from collections.abc import Callable
from html import escape, unescape

from . import markup
from .results import Check, Conversion, LeftOut, Source
from .shortcodes import Around, Shortcode

PREFIX = "et_pb_"
LINE_BREAK = re.compile(r"<!-- \[et_pb_br_holder\] -->|<!-- \[et_pb_line_break_holder\] -->")
# Filled in when the page is shown, from the title of the post and the like.
DYNAMIC = re.compile(r"@ET-DC@[A-Za-z0-9+/=]*+@")
# Brackets in a text. Single ones may be letters in an address.
BRACKETS = re.compile(r"%91([^%<>\[\]]{0,300})%93")
ESCAPES = {"%22": '"', "%91": "[", "%93": "]", "%92": "\\", "%5b": "[", "%5d": "]"}
ESCAPED = re.compile("%22|%91|%93|%92|%5b|%5d", re.IGNORECASE)
# They only arrange what is in them.
LAYOUT = {"section", "row", "column", "row_inner", "column_inner", "text", "accordion", "tabs"}
LAYOUT |= {"counters", "slider", "fullwidth_slider", "video_slider", "pricing_tables", "map"}
QUESTIONS = {"toggle", "accordion_item"}
NOTHING = {"divider", "fullwidth_menu", "menu"}
# What Divi fills in from the rest of the site.
MADE = {
    "blog",
    "sidebar",
    "portfolio",
    "filterable_portfolio",
    "fullwidth_portfolio",
    "fullwidth_post_title",
    "fullwidth_post_slider",
    "post_slider",
    "post_title",
    "post_content",
    "post_nav",
    "comments",
    "search",
    "shop",
}
FORMS = {"contact_form", "contact_field", "signup", "signup_custom_field", "login"}
OPEN_TITLES = ("title", "heading", "name")
SUBTITLES = ("subhead", "subtitle", "position", "artist_name")


class Divi:
    def __init__(self, source: Source, result: Conversion):
        self.source = source
        self.result = result
        self.handlers: dict[str, Callable[[Shortcode], str | Around]] = {
            "image": self.image,
            "fullwidth_image": self.image,
            "gallery": self.gallery,
            "video": self.video,
            "video_slider_item": self.video,
            "audio": self.audio,
            "code": self.code,
            "fullwidth_code": self.code,
            "button": self.button,
            "testimonial": self.testimonial,
        }

    def handle(self, shortcode: Shortcode) -> str | Around:
        name = shortcode.name.removeprefix(PREFIX)
        shortcode = _decoded(shortcode)
        if _is_hidden(shortcode):
            return self.hidden(name, shortcode)
        if handler := self.handlers.get(name):
            return handler(shortcode)
        if name in QUESTIONS:
            return self.question(shortcode)
        if name in NOTHING:
            self.result.leave_out(LeftOut.SEPARATOR, name)
            return ""
        if name in MADE:
            self.result.leave_out(LeftOut.DYNAMIC, shortcode.name)
            return Around("\n\n", "\n\n")
        if name in FORMS:
            self.result.leave_out(LeftOut.FORM, shortcode.name)
        return Around("\n\n", "\n\n") if name in LAYOUT else self.module(shortcode)

    def hidden(self, name: str, shortcode: Shortcode) -> str:
        self.result.leave_out(LeftOut.HIDDEN, name)
        self.result.hidden.append(shortcode.inner or "")
        return ""

    def module(self, shortcode: Shortcode) -> Around:
        """Return the parts of a module, ordered as Divi shows them."""
        get = shortcode.get
        address = get("image", "image_src", "logo_image_url", "image_url", "src")
        before = markup.image(address, get("alt", "image_alt", "logo_alt_text"))
        before += markup.heading(get(*OPEN_TITLES))
        before += "".join(markup.paragraph(get(name)) for name in SUBTITLES)
        before += markup.paragraph(_figure(shortcode))
        return Around(f"\n\n{before}\n\n", f"\n\n{_buttons(shortcode)}\n\n")

    def question(self, shortcode: Shortcode) -> Around:
        title = shortcode.get("title")
        return Around(markup.opening_question(title), markup.CLOSING_QUESTION)

    def image(self, shortcode: Shortcode) -> str:
        return markup.image(shortcode.get("src"), shortcode.get("alt"))

    def gallery(self, shortcode: Shortcode) -> str:
        ids = shortcode.get("gallery_ids").replace(",", " ").split()
        known = self.source.attachments
        found = {int(one): known.get(int(one)) for one in ids if one.isdecimal() and len(one) < 12}
        images = [
            markup.image(one.address, one.alt, one.caption, number)
            for number, one in found.items()
            if one
        ]
        is_missing = len(images) < len(ids)
        missing = markup.check(Check.MISSING_MEDIA, "", shortcode.name) if is_missing else ""
        return markup.gallery(images) + missing

    def video(self, shortcode: Shortcode) -> str:
        address = shortcode.get("src", "src_webm")
        return markup.embed(address) if address else ""

    def audio(self, shortcode: Shortcode) -> str:
        title = " ".join(filter(None, [shortcode.get("title"), shortcode.get("artist_name")]))
        return markup.recording("audio", shortcode.get("audio"), escape(title, quote=False))

    def code(self, shortcode: Shortcode) -> str:
        return unescape(shortcode.inner or "")

    def button(self, shortcode: Shortcode) -> str:
        return markup.button(shortcode.get("button_url", "url"), shortcode.get("button_text"))

    def testimonial(self, shortcode: Shortcode) -> Around:
        parts = [shortcode.get(name) for name in ("author", "job_title", "company_name")]
        author = ", ".join(filter(None, parts))
        portrait = markup.image(shortcode.get("portrait_url"))
        return Around(f"{portrait}<blockquote>", markup.closing_quote(author))


def prepared(content: str, result: Conversion) -> str:
    """Return the content without what Divi would fill in, and with its line breaks."""
    content = LINE_BREAK.sub("\n", content)
    content, number = DYNAMIC.subn("", content)
    result.leave_out(LeftOut.DYNAMIC, "@ET-DC@", number)
    return content


def with_brackets(html: str) -> str:
    """Return what modules enclose with the brackets that would have looked like shortcodes."""
    return BRACKETS.sub(r"[\1]", html)


def _decoded(shortcode: Shortcode) -> Shortcode:
    decoded = {
        name: ESCAPED.sub(lambda found: ESCAPES[found[0].lower()], DYNAMIC.sub("", value))
        for name, value in shortcode.attributes.items()
    }
    return Shortcode(shortcode.name, decoded, (), shortcode.inner, shortcode.written)


def _is_hidden(shortcode: Shortcode) -> bool:
    return shortcode.get("disabled") == "on" or shortcode.get("disabled_on") == "on|on|on"


def _figure(shortcode: Shortcode) -> str:
    """Return the number of a counter, or the price in a table of prices."""
    is_percent = shortcode.get("percent_sign") == "on" or shortcode.get("percent")
    number = shortcode.get("number", "percent").rstrip("%")
    price = shortcode.get("sum")
    parts = [f"{number}%" if number and is_percent else number]
    parts += [shortcode.get("currency") + price if price else "", shortcode.get("per")]
    return " ".join(filter(None, parts))


def _buttons(shortcode: Shortcode) -> str:
    pairs = [
        (("button_text",), ("button_url", "button_link")),
        (("button_one_text",), ("button_one_url",)),
        (("button_two_text",), ("button_two_url",)),
    ]
    return "".join(
        markup.button(shortcode.get(*addresses), shortcode.get(*texts))
        for texts, addresses in pairs
    )
