from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.fields import INLINE_FEATURES, PROSE_FEATURES
from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.content.text.headings import HeadingValue
from wagtail_therapy.content.text.rich_text import text_of

from .base import BLOCK_PREVIEW_TEMPLATE, LinesBlock


class HeadingBlock(blocks.StructBlock):
    level = 2

    text = text_blocks.CharBlock(label=_("Text"), max_length=255)

    class Meta:
        icon = "h2"
        label = _("Heading")
        group = _("Text")
        description = _("A heading that divides the page into parts")
        value_class = HeadingValue
        template = "wagtail_therapy/content/blocks/heading.html"
        email_template = "wagtail_therapy/content/emails/blocks/heading.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {"text": _("What happens in a first session?")}


class SubheadingBlock(HeadingBlock):
    level = 3

    class Meta:
        icon = "h3"
        label = _("Subheading")
        description = _("A heading that divides a part of the page")
        template = "wagtail_therapy/content/blocks/subheading.html"
        email_template = "wagtail_therapy/content/emails/blocks/subheading.html"
        preview_value = {"text": _("If you come with someone")}


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any):
        super().__init__(**({"features": PROSE_FEATURES} | kwargs))

    def get_searchable_content(self, value: Any) -> Iterable[str]:
        return [text_of(value.source)] if self.search_index else []

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        group = _("Text")
        description = _("One or more paragraphs of text, with links and lists")
        template = "wagtail_therapy/content/blocks/paragraph.html"
        email_template = "wagtail_therapy/content/emails/blocks/paragraph.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = _(
            "<p>A first session is a conversation. You say as much as <b>you</b> want to, and you "
            "may stop at any time.</p>"
        )


class ListBlock(blocks.StructBlock):
    style = blocks.ChoiceBlock(
        label=_("Style"),
        choices=[("bullets", _("Bullets")), ("numbers", _("Numbers"))],
        default="bullets",
        search_index=False,
    )
    items = LinesBlock(
        blocks.RichTextBlock(label=_("Item"), features=INLINE_FEATURES), label=_("Items")
    )

    class Meta:
        icon = "list-ul"
        label = _("List")
        group = _("Text")
        description = _("A list with bullets or numbers")
        template = "wagtail_therapy/content/blocks/list.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "style": "bullets",
            "items": [_("<p>What brings you here</p>"), _("<p>What you hope for</p>")],
        }


class QuoteBlock(blocks.StructBlock):
    text = text_blocks.TextBlock(label=_("Quotation"))
    attribution = text_blocks.CharBlock(
        label=_("Who said it, and where"), required=False, max_length=255
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = _("Text")
        description = _("Another person’s words")
        template = "wagtail_therapy/content/blocks/quote.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "text": _("The curious paradox is that when I accept myself, then I can change."),
            "attribution": "Carl Rogers",
        }


class CalloutBlock(blocks.StructBlock):
    title = text_blocks.CharBlock(label=_("Title"), required=False, max_length=255)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        group = _("Text")
        description = _("A short text in a box, for what must not be missed")
        template = "wagtail_therapy/content/blocks/callout.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "title": _("Good to know"),
            "text": _("<p>You do not need a referral to book a first session.</p>"),
        }
