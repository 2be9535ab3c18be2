"""The blocks of a page's body. Each has its own template, which a host can replace."""

from .actions import ButtonBlock
from .base import BLOCK_PREVIEW_TEMPLATE, LinesBlock
from .body import BodyBlock
from .embeds import AudioBlock, VideoBlock
from .media import DocumentBlock, GalleryBlock, ImageBlock
from .please_check import PleaseCheckBlock
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
    "PleaseCheckBlock",
    "QuoteBlock",
    "SubheadingBlock",
    "TableBlock",
    "VideoBlock",
    "VignetteBlock",
]
