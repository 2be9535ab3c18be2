"""Images, recordings and documents of a body: ours, or none."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.content.blocks.embeds import AUDIO_FILES, CAPTION_FILES, VIDEO_FILES

from ..conversion import markup
from ..conversion.results import Block, Conversion, ImageUse, LeftOut

PLAYABLE = {"video": VIDEO_FILES, "audio": AUDIO_FILES}
MOST_DETAIL = 200


class BodyMedia:
    """``images`` and ``files`` return an image or a document for what the old site had, or None.

    What they don't have is counted in the conversion.
    """

    def __init__(
        self,
        conversion: Conversion,
        images: Callable[[ImageUse], Any],
        files: Callable[[str], Any],
    ):
        self.conversion = conversion
        self.images = images
        self.files = files
        self.uses = {(use.address, use.alt): use for use in reversed(conversion.images)}

    def image(self, value: Mapping[str, Any]) -> Iterator[Block]:
        """Yield the image, or its words."""
        shown = self._image_value(value)
        if shown:
            yield "image", shown
        else:
            yield from _words(value)

    def gallery(self, value: Mapping[str, Any]) -> Iterator[Block]:
        """Yield a gallery of what there is, and the words of what there isn't."""
        asked = [(one, self._image_value(one)) for one in value["images"]]
        shown = [found for _one, found in asked if found]
        if len(shown) > 1:
            yield "gallery", {"images": shown}
        elif shown:
            yield "image", shown[0]
        for one, found in asked:
            if not found:
                yield from _words(one)

    def document(self, value: Mapping[str, Any]) -> Iterator[Block]:
        found = self._file(value["document"])
        if found is not None:
            yield "document", dict(value) | {"document": found.pk}
        elif value["text"]:
            yield "paragraph", markup.paragraph(value["text"])

    def recording(self, name: str, value: Mapping[str, Any]) -> Iterator[Block]:
        """Yield a player, a document to download if browsers can't play it, or its title."""
        if not value["file"]:
            yield name, dict(value) | {"title": value["title"] or _("Video")}
            return
        found = self._file(value["file"])
        if found is None:
            yield from _titles(value["title"])
        elif _extension(found) not in PLAYABLE[name]:
            yield "document", {"document": found.pk, "text": value["title"]}
        else:
            title = value["title"] or found.title
            yield name, dict(value) | {"file": found.pk, "title": title} | self._beside(value)

    def _beside(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return the poster and the captions of a film, as far as there are any."""
        beside: dict[str, Any] = {}
        if value.get("poster"):
            poster = self._image(value["poster"], "")
            beside["poster"] = poster.pk if poster else None
        if value.get("captions"):
            captions = self._file(value["captions"])
            is_readable = captions is not None and _extension(captions) in CAPTION_FILES
            beside["captions"] = captions.pk if is_readable else None
        return beside

    def _image_value(self, value: Mapping[str, Any]) -> dict[str, Any] | None:
        described = value["image"]
        found = self._image(described["image"], described["alt_text"])
        return dict(value) | {"image": described | {"image": found.pk}} if found else None

    def _image(self, address: str, alt: str) -> Any:
        found = self.images(self.uses.get((address, alt)) or ImageUse(address, alt))
        if found is None:
            self.conversion.leave_out(LeftOut.MISSING_IMAGE, address[:MOST_DETAIL])
        return found

    def _file(self, address: str) -> Any:
        found = self.files(address)
        if found is None:
            self.conversion.leave_out(LeftOut.MISSING_FILE, address[:MOST_DETAIL])
        return found


def _extension(document: Any) -> str:
    return PurePath(document.filename).suffix.lower().removeprefix(".")


def _words(value: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the words about an image that isn't there."""
    alt = value["image"]["alt_text"]
    if alt:
        yield "paragraph", markup.paragraph(_("[Picture: %(what)s]") % {"what": alt})
    yield from _titles(value["caption"])


def _titles(text: str) -> Iterator[Block]:
    if text:
        yield "paragraph", markup.paragraph(text)
