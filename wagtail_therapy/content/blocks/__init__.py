"""The words of a page's body. Each block has its own template; a host replaces any of them."""

from .actions import ButtonBlock
from .body import BodyBlock
from .embeds import AudioBlock, VideoBlock
from .lines import LinesBlock
from .media import DocumentBlock, GalleryBlock, ImageBlock
from .previews import BLOCK_PREVIEW_TEMPLATE
from .structure import FAQBlock, TableBlock
from .text import (
    CalloutBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuoteBlock,
    SubheadingBlock,
)
from .vignette import VignetteBlock

__all__ = [
    "BLOCK_PREVIEW_TEMPLATE",
    "AudioBlock",
    "BodyBlock",
    "ButtonBlock",
    "CalloutBlock",
    "DocumentBlock",
    "FAQBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ImageBlock",
    "LinesBlock",
    "ListBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "SubheadingBlock",
    "TableBlock",
    "VideoBlock",
    "VignetteBlock",
]
