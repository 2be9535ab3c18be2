from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now
from wagtail import blocks

from wagtail_therapy.content.citations import Citations, strip_citations
from wagtail_therapy.content.headings import TOP_LEVEL, HeadingValue, set_anchors

from .actions import ButtonBlock
from .embeds import AudioBlock, VideoBlock
from .media import DocumentBlock, GalleryBlock, ImageBlock
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


class BodyBlock(blocks.StreamBlock):
    """What editors write a page with. No raw HTML: it could load anything from anywhere.

    Rendered whole, by ``{% include_block page.body %}``, its headings have anchors that are unique
    on the page, and its citations are the numbers of ``citations`` in the context.
    """

    heading = HeadingBlock()
    subheading = SubheadingBlock()
    paragraph = ParagraphBlock()
    list = ListBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    faq = FAQBlock()
    table = TableBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    vignette = VignetteBlock()
    button = ButtonBlock()

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        set_anchors(value)
        citations = (context or {}).get("citations") or Citations()
        return citations.cite(super().render(value, context=context))

    def get_searchable_content(self, value: Any) -> Iterable[str]:
        texts = super().get_searchable_content(value)
        # A field that is missing from the data gives "None".
        return [strip_citations(text) for text in texts if text != "None"]

    def clean(self, value: Any) -> Any:
        """:raises StreamBlockValidationError: it begins with a subheading; drafts may."""
        value = super().clean(value)
        levels = {
            number: child.value.level
            for number, child in enumerate(value)
            if isinstance(child.value, HeadingValue)
        }
        first = next(iter(levels), None)
        if first is not None and levels[first] > TOP_LEVEL and not self.is_deferred_validation:
            message = ValidationError(now("Put a heading before the first subheading."))
            raise blocks.StreamBlockValidationError(block_errors={first: message})
        return value
