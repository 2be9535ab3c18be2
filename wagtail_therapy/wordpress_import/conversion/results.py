"""What becomes of a post: blocks, and what a person should know about them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

# The type of a piece that we don't understand. Its value has ``reason`` and sanitised ``html``.
PLEASE_CHECK = "please_check"

Block = tuple[str, Any]


class Check(StrEnum):
    """Why a person should look at a piece."""

    # With cells that span others, or with more than words in them.
    TABLE = auto()
    FORM = auto()
    # Of a plugin, with its words in a place of its own.
    UNKNOWN_BLOCK = auto()
    UNKNOWN_SHORTCODE = auto()
    # Its words come from elsewhere, and aren't in the export.
    BINDING = auto()
    # The reusable block isn't in the export, contains itself, or is used too often.
    REUSABLE_BLOCK = auto()
    # Images or recordings that aren't in the export.
    MISSING_MEDIA = auto()
    # Elements so deep in each other, or so many, that only their words were kept.
    TOO_DEEP = auto()


class LeftOut(StrEnum):
    """What isn't in the blocks. ``detail`` in the counter says which one."""

    # Without words.
    SCRIPT = auto()
    STYLE = auto()
    DRAWING = auto()
    SEPARATOR = auto()
    # <b> and <i> are kept; ``detail`` is the element.
    FORMATTING = auto()
    LANGUAGE = auto()
    LIST_START = auto()
    # Addresses that run code, or lead nowhere. The words are kept.
    LINK = auto()
    # From a heading, a quotation or an image, whose words are kept without it.
    LINK_OF_BLOCK = auto()
    JUMP = auto()
    IMAGE = auto()
    # They could not be had. Their words are kept.
    MISSING_IMAGE = auto()
    MISSING_FILE = auto()
    # What WordPress or a plugin makes when the page is shown; ``detail`` is its name.
    DYNAMIC = auto()
    FORM = auto()
    SHORTCODE = auto()
    BLOCK = auto()
    NOTE = auto()
    FALLBACK = auto()
    HIDDEN = auto()


class EmbedKind(StrEnum):
    # It loads when a reader clicks on it.
    PLAYER = auto()
    # Of a service that we have no player for. A link leads there.
    LINK = auto()


@dataclass(frozen=True)
class ImageUse:
    """``attachment_id`` is what WordPress noted beside the image, and may be wrong."""

    address: str
    alt: str
    attachment_id: int | None = None


@dataclass(frozen=True)
class EmbedUse:
    address: str
    kind: EmbedKind


@dataclass(frozen=True)
class Attachment:
    """A file of the old site. ``focal_point`` has parts of its width and height."""

    address: str
    alt: str = ""
    caption: str = ""
    title: str = ""
    focal_point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Source:
    """What a post may refer to. All of it may be empty.

    ``attachments`` and ``reusable_blocks`` (the content of items of the type ``wp_block``) have
    WordPress' ids as keys, ``meta`` the keys of the post's custom fields. ``attached`` are the ids
    of the images that were uploaded to the post. Relative addresses are completed by ``address``.
    """

    address: str = ""
    attachments: Mapping[int, Attachment] = field(default_factory=dict)
    reusable_blocks: Mapping[int, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[int, ...] = ()


@dataclass
class Conversion:
    """The blocks of a post in the shapes that a StreamField stores, with old addresses in them.

    Where a block has an image, a document or a recording, its value has the address of the old
    site instead of an id: ``image`` in ``image``, and in each of a gallery; ``document``; ``file``,
    ``poster`` and ``captions`` of videos and recordings. Those of images are also in ``images``,
    those of other files in ``files``. Replace each by the id of what you have stored, or take the
    block out. A video's ``title`` is "" if the old site had none.

    Links in rich text are ``<a href="…">`` with a whole address, each also in ``links``. Replace
    ``href="…"`` by ``linktype="page" id="…"`` where it is one of ours. A button has its address in
    ``url``; move it to ``page``.

    ``excerpt_end`` is the number of blocks before "Read more", or None. ``references`` are values
    of ``ReferenceBlock``; the text cites them by their keys. No one may see ``hidden``: the old
    site didn't show it.
    """

    blocks: list[Block] = field(default_factory=list)
    references: list[dict[str, str]] = field(default_factory=list)
    images: list[ImageUse] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    embeds: list[EmbedUse] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    left_out: Counter[tuple[LeftOut, str]] = field(default_factory=Counter)
    excerpt_end: int | None = None
    pages: int = 1

    @property
    def checks(self) -> list[Check]:
        """Return why pieces should be looked at, in their order."""
        return [Check(value["reason"]) for name, value in self.blocks if name == PLEASE_CHECK]

    def leave_out(self, kind: LeftOut, detail: str = "", number: int = 1) -> None:
        if number:
            self.left_out[kind, detail] += number
