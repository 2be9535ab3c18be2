from wagtail import blocks

from .actions import ButtonBlock
from .media import ImageBlock
from .text import (
    CalloutBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuoteBlock,
)


class BodyBlock(blocks.StreamBlock):
    """What editors write a page with. No raw HTML: it could load anything from anywhere."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock()
    list = ListBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    button = ButtonBlock()
