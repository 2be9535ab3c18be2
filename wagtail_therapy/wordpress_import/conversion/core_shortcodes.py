"""The shortcodes of WordPress itself, of forms, and of plugins that we don't know."""

import re
from html import escape
from urllib.parse import urlsplit

from . import markup
from .prose import TAG
from .results import Attachment, Check, Conversion, LeftOut, Source
from .shortcodes import ADDRESS, Around, Shortcode, is_written_as_one

# An image, perhaps with a link around it. What follows is its caption.
PICTURE = re.compile(r"\A\s*(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
SOUNDS = ("src", "mp3", "m4a", "ogg", "oga", "wav", "flac", "wma")
FILMS = ("src", "mp4", "m4v", "webm", "ogv", "mov", "flv", "wmv")
EMBEDS = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "ted": "https://www.ted.com/talks/",
    "embed": "",
    "googlemaps": "",
    "instagram": "",
    "soundcloud": "",
    "spotify": "",
    "tweet": "",
    "twitter": "",
}
# Beginnings of the names that plugins for forms use.
FORMS = (
    "contact-f",
    "contactform",
    "gravityform",
    "wpforms",
    "ninja_form",
    "mc4wp",
    "mailpoet",
    "jetpack_subscription_form",
    "formidable",
    "caldera_form",
    "fluentform",
    "forminator",
    "newsletter_form",
    "convertkit",
    "sibwp_form",
    "booking",
    "bookly",
)
# What plugins show of a shortcode's attributes.
TEXTS = ("title", "heading", "subtitle", "subhead", "text", "label", "caption", "name", "content")
LINKS = ("url", "link", "href", "button_url", "button_link")
BUTTON = re.compile(r"button|btn", re.IGNORECASE)


class CoreShortcodes:
    def __init__(self, source: Source, result: Conversion):
        self.source = source
        self.result = result
        self.handlers = {
            "caption": self.caption,
            "wp_caption": self.caption,
            "gallery": self.gallery,
            "audio": self.audio,
            "video": self.video,
            "playlist": self.playlist,
        }

    def handle(self, shortcode: Shortcode) -> str | Around | None:
        if handler := self.handlers.get(shortcode.name):
            return handler(shortcode)
        if shortcode.name in EMBEDS:
            return self.embed(shortcode)
        if shortcode.name.startswith(FORMS):
            return self.form(shortcode)
        return self.unknown(shortcode) if is_written_as_one(shortcode) else None

    def caption(self, shortcode: Shortcode) -> str | Around:
        inner = shortcode.inner or ""
        picture = PICTURE.match(inner)
        if not picture:
            return Around("\n\n", "\n\n")
        below = inner[picture.end() :].strip() or escape(shortcode.get("caption"), quote=False)
        return f"<figure>{picture[0].strip()}<figcaption>{below}</figcaption></figure>"

    def gallery(self, shortcode: Shortcode) -> str:
        ids = _ids(shortcode.get("ids", "include")) or list(self.source.attached)
        found = self._attachments(ids)
        images = [
            markup.image(one.address, one.alt, one.caption, number) for number, one in found.items()
        ]
        return markup.gallery(images) + self._missing(shortcode.name, len(set(ids)) - len(found))

    def playlist(self, shortcode: Shortcode) -> str:
        ids = _ids(shortcode.get("ids", "include"))
        found = self._attachments(ids)
        kind = "video" if shortcode.get("type") == "video" else "audio"
        tracks = [
            markup.recording(kind, one.address, escape(one.title, quote=False))
            for one in found.values()
        ]
        missing = len(set(ids)) - len(found) or not ids
        return "".join(tracks) + self._missing(shortcode.name, missing)

    def audio(self, shortcode: Shortcode) -> str:
        return self._recording("audio", SOUNDS, shortcode)

    def video(self, shortcode: Shortcode) -> str:
        return self._recording("video", FILMS, shortcode)

    def _recording(self, kind: str, names: tuple[str, ...], shortcode: Shortcode) -> str:
        written = TAG.sub("", shortcode.inner or "").strip()
        values = [one for one in (*shortcode.values, written) if ADDRESS.match(one)]
        address = shortcode.get(*names) or next(iter(values), "")
        if not address:
            return self._missing(shortcode.name, 1)
        return markup.recording(kind, address, poster=shortcode.get("poster"))

    def embed(self, shortcode: Shortcode) -> str | Around | None:
        written = TAG.sub("", shortcode.inner or "").strip()
        values = [one.lstrip("=") for one in (written, shortcode.get("url", "id"))]
        values += [one.lstrip("=") for one in shortcode.values]
        value = next(filter(None, values), "")
        if ADDRESS.match(value):
            # What follows "&" in [youtube …] is its size.
            return markup.embed(value)
        if value and " " not in value and EMBEDS[shortcode.name]:
            return markup.embed(EMBEDS[shortcode.name] + value)
        return self.unknown(shortcode) if is_written_as_one(shortcode) else None

    def form(self, shortcode: Shortcode) -> str:
        self.result.leave_out(LeftOut.FORM, shortcode.name)
        return ""

    def unknown(self, shortcode: Shortcode) -> str | Around:
        """Keep the words that it encloses and that it shows. Its name is counted."""
        self.result.leave_out(LeftOut.SHORTCODE, shortcode.name)
        address = shortcode.get(*LINKS) or next(filter(ADDRESS.match, shortcode.values), "")
        inner = TAG.sub("", shortcode.inner or "").strip()
        if BUTTON.search(shortcode.name) and address:
            return markup.button(address, inner or shortcode.get(*TEXTS) or _host(address))
        texts = [shortcode.get(name) for name in TEXTS]
        shown = "".join(markup.paragraph(text) for text in texts if _is_prose(text))
        if shortcode.inner is None and address:
            return shown + markup.embed(address)
        return Around(shown, "")

    def _attachments(self, ids: list[int]) -> dict[int, Attachment]:
        known = self.source.attachments
        return {number: known[number] for number in ids if number in known}

    def _missing(self, name: str, number: int | bool) -> str:
        if not number:
            return ""
        return markup.check(Check.MISSING_MEDIA, "", name)


def _ids(text: str) -> list[int]:
    written = text.replace(",", " ").split()
    return [int(one) for one in written if one.isdecimal() and len(one) < 12]


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def _is_prose(text: str) -> bool:
    """Return whether a value is for people: a word, and no number, address or name of a style."""
    is_plain = not ADDRESS.match(text) and not text.startswith(("#", ".", "{"))
    return is_plain and any(letter.isalpha() for letter in text) and "_" not in text
