"""Pieces of an old site that we couldn't take apart. Readers see their words."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.content.streamfield.localize import UntranslatedMixin
from wagtail_therapy.content.text.safe_html import safe_html, texts_of

from .base import BLOCK_PREVIEW_TEMPLATE

REASONS = [
    ("table", _("A table with joined cells, or with more than words in its cells")),
    ("form", _("A form, which doesn’t work any more")),
    ("unknown_block", _("A block of a plugin that we don’t know")),
    ("unknown_shortcode", _("A shortcode of a plugin that we don’t know")),
    ("binding", _("Its words came from elsewhere on the old site")),
    ("reusable_block", _("A reusable block that the export doesn’t have")),
    ("missing_media", _("Images or recordings that the export doesn’t have")),
    ("too_deep", _("Too much was nested here; only the words were kept")),
]


class SafeHTMLBlock(blocks.RawHTMLBlock):
    """HTML that is sanitised when it's saved, and each time that it's read."""

    def to_python(self, value: Any) -> SafeString:
        return self.normalize(value)

    def normalize(self, value: Any) -> SafeString:
        return mark_safe(safe_html(str(value or "")))  # noqa: S308 -- sanitised

    def value_from_form(self, value: Any) -> SafeString:
        return self.normalize(value)

    def get_searchable_content(self, value: Any) -> list[str]:
        return texts_of(value)


class PleaseCheckBlock(UntranslatedMixin, blocks.StructBlock):
    """A piece that an import kept as HTML. Editors can't add one, and turn it into real blocks."""

    reason = blocks.ChoiceBlock(
        label=_("Why"),
        required=False,
        search_index=False,
        choices=[("", _("Not stated")), *REASONS],
    )
    name = text_blocks.CharBlock(
        label=_("What it was on the old site"), required=False, search_index=False
    )
    html = SafeHTMLBlock(label=_("HTML"), required=False)

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        """Return what readers see of it."""
        return {"html": str(value.get("html") or "")}

    class Meta:
        is_only_imported = True
        icon = "warning"
        label = _("Please check")
        group = _("Text")
        description = _("A piece of your old site that needs a look")
        help_text = _(
            "Readers see this piece as it is shown below. To make real blocks of it, copy it from "
            "there, paste it into a new paragraph, and delete this block."
        )
        template = "wagtail_therapy/content/blocks/please_check.html"
        email_template = "wagtail_therapy/content/emails/blocks/please_check.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "reason": "table",
            "html": _("<p>Words that were in a table of your old site.</p>"),
        }


def is_piece_to_check(block: Any, value: Any) -> bool:
    return isinstance(block, PleaseCheckBlock) and value is not None
