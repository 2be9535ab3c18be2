"""The words of a page's body. Each block has its own template; a host replaces any of them."""

from .actions import ButtonBlock
from .body import BodyBlock
from .media import ImageBlock
from .previews import BLOCK_PREVIEW_TEMPLATE
from .text import (
    CalloutBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuoteBlock,
    SubheadingBlock,
)

__all__ = [
    "BLOCK_PREVIEW_TEMPLATE",
    "BodyBlock",
    "ButtonBlock",
    "CalloutBlock",
    "HeadingBlock",
    "ImageBlock",
    "ListBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "SubheadingBlock",
]
