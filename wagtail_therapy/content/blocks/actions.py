from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.api.representations import page_representation
from wagtail_therapy.content.streamfield import text_blocks

from .base import BLOCK_PREVIEW_TEMPLATE


class ButtonBlock(blocks.StructBlock):
    text = text_blocks.CharBlock(
        label=_("Text"),
        max_length=100,
        help_text=_("Say where it leads: “Book a first session”, not “Click here”."),
    )
    page = blocks.PageChooserBlock(label=_("Page on this site"), required=False)
    url = blocks.URLBlock(label=_("Or another web address"), required=False)

    def clean(self, value: Any) -> Any:
        """:raises StructBlockValidationError: it doesn't have one link. Drafts may be saved."""
        value = super().clean(value)
        if not self.is_deferred_validation and bool(value.get("page")) == bool(value.get("url")):
            message = ValidationError(_("Choose a page or enter a web address, but not both."))
            raise blocks.StructBlockValidationError(block_errors={"page": message})
        return value

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        data = super().get_api_representation(value, context)
        return data | {"page": page_representation(value.get("page"))}

    class Meta:
        icon = "link"
        label = _("Button")
        group = _("Actions")
        description = _("One clear next step")
        template = "wagtail_therapy/content/blocks/button.html"
        email_template = "wagtail_therapy/content/emails/blocks/button.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {"text": _("Book a first session"), "url": "https://practice.example/"}
