from wagtail import blocks

from wagtail_therapy.content.citations import Citations, without_citations

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
    """What editors write a page with. No raw HTML: it could load anything from anywhere.

    Rendered whole, by ``{% include_block page.body %}``, its citations are the
    numbers of ``citations`` in the context.
    """

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock()
    list = ListBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    button = ButtonBlock()

    def render(self, value, context=None):
        citations = (context or {}).get("citations") or Citations()
        return citations.cite(super().render(value, context=context))

    def get_searchable_content(self, value):
        return [without_citations(text) for text in super().get_searchable_content(value)]
