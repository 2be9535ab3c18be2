"""Images, recordings and what other services show, as blocks."""

import re
from collections.abc import Iterator

from wagtail_therapy.content.embeds import player_for

from . import addresses, markup
from .elements import Element
from .results import Block, Conversion, EmbedKind, EmbedUse, ImageUse, LeftOut, Source

MOST_CAPTION = 500
MOST_TITLE = 255
LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large_image")
ID = re.compile(r"wp-image-(\d{1,10})")
SMILEY = {"wp-smiley", "emoji"}
PIXEL = {"0", "1", "1px", "0px"}
# Titles that the services give to each of their frames.
USUAL_TITLES = {"youtube video player", "vimeo video player", "vimeo", "youtube video"}
FILM = re.compile(r"\.(mp4|m4v|mov|ogv|webm)\Z", re.IGNORECASE)
FLASH = re.compile(r"youtube(?:-nocookie)?\.com/v/([\w-]{11})")


class Media:
    def __init__(self, source: Source, result: Conversion):
        self.source = source
        self.result = result

    def image(self, picture: Element, caption: str = "") -> Iterator[Block]:
        """Yield the block of an image, and one for a caption that is too long for it."""
        value = self.image_value(picture, caption)
        if value:
            yield "image", value
        if caption and (not value or len(caption) > MOST_CAPTION):
            yield "paragraph", markup.paragraph(caption)

    def image_value(self, picture: Element, caption: str) -> dict[str, object] | None:
        address = self._address(picture)
        is_pixel = {picture.get("width"), picture.get("height")} <= PIXEL
        if not address or is_pixel:
            self.result.leave_out(LeftOut.IMAGE, picture.get("src")[:200])
            return None
        number = _number(picture)
        known = self.source.attachments.get(number) if number else None
        alt = picture.get("alt").strip() or (known.alt if known else "")
        self.result.images.append(ImageUse(address, alt, number))
        described = {"image": address, "alt_text": alt, "decorative": False}
        return {"image": described, "caption": caption if len(caption) <= MOST_CAPTION else ""}

    def _address(self, picture: Element) -> str:
        own = picture.get("src")
        if addresses.is_placeholder(own):
            later = [picture.get(name) for name in LAZY]
            later.append(picture.get("srcset").strip().partition(" ")[0])
            own = next(filter(None, later), own)
        return addresses.pictured(own, self.source.address)

    def gallery(self, element: Element) -> Iterator[Block]:
        found = [(one, caption) for one, caption in _pictures(element)]
        values = [(self.image_value(one, caption), caption) for one, caption in found]
        images = [value for value, _caption in values if value]
        if len(images) > 1:
            yield "gallery", {"images": images}
        elif images:
            yield "image", images[0]
        for value, caption in values:
            if caption and (not value or not value["caption"]):
                yield "paragraph", markup.paragraph(caption)
        if below := _own_caption(element):
            yield "paragraph", markup.paragraph(below)

    def embed(self, address: str, title: str = "") -> Iterator[Block]:
        """Yield a player, or a link for what we have no player for."""
        flash = FLASH.search(address)
        if flash:
            address = f"https://www.youtube.com/watch?v={flash[1]}"
        address = addresses.completed(address, self.source.address)
        if not address:
            self.result.leave_out(LeftOut.LINK)
        elif player_for(address):
            self.result.embeds.append(EmbedUse(address, EmbedKind.PLAYER))
            yield "video", self._video(title, url=address)
            title = "" if len(title) <= MOST_TITLE else title
        elif FILM.search(address):
            self.result.files.append(address)
            yield "video", self._video(title, file=address)
            title = "" if len(title) <= MOST_TITLE else title
        else:
            self.result.embeds.append(EmbedUse(address, EmbedKind.LINK))
            self.result.links.append(address)
            yield "paragraph", markup.link(address, address)
        if title:
            yield "paragraph", markup.paragraph(title)

    def frame(self, element: Element) -> Iterator[Block]:
        title = element.get("title").strip()
        is_usual = title.lower() in USUAL_TITLES
        address = element.get("src")
        if addresses.is_placeholder(address) or address == "about:blank":
            address = next(filter(None, (element.get(name) for name in LAZY)), "")
        self._leave_out_words(element)
        whole = addresses.completed(address, self.source.address)
        shown = "" if is_usual or not player_for(whole) else title
        yield from self.embed(address, shown)

    def flash(self, element: Element) -> Iterator[Block]:
        """Yield the video in an element that browsers no longer show."""
        own = [element.get("data"), element.get("src")]
        inner = [one.get("value") or one.get("src") for one in element.all("param", "embed")]
        found = next((one for one in [*own, *inner] if FLASH.search(one)), "")
        if found:
            yield from self.embed(found)
        else:
            self.result.leave_out(LeftOut.FALLBACK, element.name)

    def recording(self, element: Element, caption: str = "") -> Iterator[Block]:
        own = [element.get("src"), *(one.get("src") for one in element.all("source"))]
        address = addresses.completed(next(filter(None, own), ""), self.source.address)
        self._leave_out_words(element)
        if not address:
            self.result.leave_out(LeftOut.LINK, element.name)
        else:
            self.result.files.append(address)
            title = caption if len(caption) <= MOST_TITLE else ""
            if element.name == "audio":
                yield "audio", {"title": title, "file": address, "transcript": ""}
            else:
                yield "video", self._film(element, address, title)
        if caption and (not address or len(caption) > MOST_TITLE):
            yield "paragraph", markup.paragraph(caption)

    def _film(self, element: Element, address: str, title: str) -> dict[str, object]:
        poster = addresses.pictured(element.get("poster"), self.source.address)
        tracks = [one.get("src") for one in element.all("track")]
        captions = addresses.completed(next(iter(tracks), ""), self.source.address)
        if poster:
            self.result.images.append(ImageUse(poster, ""))
        if tracks and captions:
            self.result.files.append(captions)
        shown = {"poster": poster or None, "captions": captions if tracks else None}
        return self._video(title, file=address) | shown

    def _video(self, title: str, url: str = "", file: str | None = None) -> dict[str, object]:
        return {
            "title": title if len(title) <= MOST_TITLE else "",
            "url": url,
            "file": file,
            "poster": None,
            "captions": None,
            "transcript": "",
        }

    def _leave_out_words(self, element: Element) -> None:
        # Browsers that can show the element don't show these.
        if element.text():
            self.result.leave_out(LeftOut.FALLBACK, element.name)


def is_smiley(picture: Element) -> bool:
    return bool(picture.classes & SMILEY)


def _number(picture: Element) -> int | None:
    found = ID.search(picture.get("class"))
    written = found[1] if found else picture.get("data-id")
    return int(written) if written.isdecimal() and len(written) < 11 else None


def _pictures(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield each image with its own caption."""
    for one in element.elements:
        if one.name == "img":
            yield one, ""
        elif one.name in {"figure", "dl"} and len(list(one.all("img"))) == 1:
            below = one.first("figcaption", "dd")
            yield next(one.all("img")), below.text() if below else ""
        else:
            yield from _pictures(one)


def _own_caption(element: Element) -> str:
    own = [one.text() for one in element.elements if one.name == "figcaption"]
    return " ".join(own)
