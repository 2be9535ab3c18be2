from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now
from wagtail import blocks

from wagtail_therapy.content.text.citations import Citations, strip_citations
from wagtail_therapy.content.text.headings import TOP_LEVEL, HeadingValue, set_anchors

from .actions import ButtonBlock
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


class BodyBlock(blocks.StreamBlock):
    """The blocks of a page's body. There is no raw HTML block, which could load third-party files.

    Render the whole body with ``{% include_block page.body %}``, so that the ids of headings are
    unique, and citations get the numbers of ``citations`` in the context. A page that renders it in
    parts calls ``set_anchors()`` for all of it, and says so in its context: ``anchors_are_set``.
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
    please_check = PleaseCheckBlock()

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        context = context or {}
        if not context.get("anchors_are_set"):
            set_anchors(value)
        citations = context.get("citations") or Citations()
        return citations.cite(super().render(value, context=context))

    def get_searchable_content(self, value: Any) -> Iterable[str]:
        texts = super().get_searchable_content(value)
        # Fields that are missing from the data give "None".
        return [strip_citations(text) for text in texts if text != "None"]

    def clean(self, value: Any) -> Any:
        """:raises StreamBlockValidationError: it starts with a subheading. Drafts may do so."""
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
