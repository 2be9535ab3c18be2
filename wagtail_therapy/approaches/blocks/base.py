"""What all sections of an approach have in common."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.blocks import BLOCK_PREVIEW_TEMPLATE
from wagtail_therapy.content.fields import INLINE_FEATURES, PROSE_FEATURES
from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.content.text.citations import strip_citations
from wagtail_therapy.content.text.headings import HeadingValue

# So that no id is like those made from the text of headings.
ANCHOR_PREFIX = "s-"


class SectionValue(HeadingValue):
    """A section. It has a default heading unless the editor wrote another one."""

    @property
    def own_anchor(self) -> str:
        """Return the id. It is the same in every language, whatever the heading."""
        return ANCHOR_PREFIX + self.block.meta.anchor

    @property
    def heading_text(self) -> str:
        return (self.get("heading") or "").strip() or str(self.block.meta.default_heading)

    @property
    def plain_text(self) -> str:
        """Return the heading; "" for an empty section, which is not on the page."""
        return strip_citations(self.heading_text) if self.has_content else ""

    @cached_property
    def has_content(self) -> bool:
        """Whether there is anything besides the heading. A page asks this several times."""
        return self.block.has_content(self)

    @property
    def level(self) -> int:
        return 2


class SectionBlock(blocks.StructBlock):
    """A part of the page about an approach. Empty sections are not shown anywhere.

    Questions to the editor are in help texts. These are not content, so nothing can publish them.
    """

    heading = text_blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=255,
        help_text=_("Leave it empty to use our heading."),
    )

    class Meta:
        value_class = SectionValue
        group = _("About the approach")
        preview_template = BLOCK_PREVIEW_TEMPLATE
        default_heading = ""
        anchor = ""

    def has_content(self, value: Any) -> bool:
        """Whether there is anything besides the heading."""
        return any(
            has_text(block, value.get(name))
            for name, block in self.child_blocks.items()
            if name != "heading"
        )

    def get_searchable_content(self, value: Any) -> list[str]:
        return super().get_searchable_content(value) if self.has_content(value) else []

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        """Return the section with its heading and anchor, or None for an empty section."""
        if not self.has_content(value):
            return None
        represented = super().get_api_representation(value, context)
        return represented | {"heading": value.heading_text, "anchor": value.anchor}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"heading": value.heading_text if value.plain_text else ""}


class PairBlock(blocks.StructBlock):
    """Two texts that only make sense together. Subclasses name them, the shorter one first."""

    def clean(self, value: Any) -> Any:
        """:raises StructBlockValidationError: one of the two is missing; a draft may lack it."""
        value = super().clean(value)
        filled = {
            name: has_text(block, value.get(name)) for name, block in self.child_blocks.items()
        }
        if not self.is_deferred_validation and any(filled.values()) and not all(filled.values()):
            message = ValidationError(_("Fill in both, or neither."))
            missing = {name: message for name, is_filled in filled.items() if not is_filled}
            raise blocks.StructBlockValidationError(block_errors=missing)
        return value

    def is_complete(self, value: Any) -> bool:
        return all(has_text(block, value.get(name)) for name, block in self.child_blocks.items())


def has_text(block: Any, value: Any) -> bool:
    """Whether the value of a block holds any text."""
    texts = block.get_searchable_content(value) if value is not None else []
    # A field that is missing from the data gives "None".
    return any(text.strip() and text != "None" for text in texts)


def without_empty(block: blocks.ListBlock, value: Iterable[Any] | None) -> list[Any]:
    """Return the items of a list, without those that are empty or only half filled in."""
    child = block.child_block
    is_complete = (
        child.is_complete if isinstance(child, PairBlock) else lambda one: has_text(child, one)
    )
    return [one for one in value or () if one is not None and is_complete(one)]


def prose_block(label: Any, help_text: Any) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(
        label=label, required=False, features=PROSE_FEATURES, help_text=help_text
    )


def inline_block(label: Any, help_text: Any = "") -> blocks.RichTextBlock:
    return blocks.RichTextBlock(
        label=label, required=False, features=INLINE_FEATURES, help_text=help_text
    )
