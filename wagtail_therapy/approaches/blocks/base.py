"""What all sections of an approach have in common."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.blocks import BLOCK_PREVIEW_TEMPLATE
from wagtail_therapy.content.citations import strip_citations
from wagtail_therapy.content.fields import INLINE_FEATURES, PROSE_FEATURES
from wagtail_therapy.content.headings import HeadingValue
from wagtail_therapy.content.streamfield import text_blocks

# Apart from the ids that are made of the text of headings.
PREFIX = "s-"


class SectionValue(HeadingValue):
    """A section, with a heading of ours unless its editor wrote another one."""

    @property
    def own_anchor(self) -> str:
        """Return the id, which is the same whatever the heading says, in every language."""
        return PREFIX + self.block.meta.anchor

    @property
    def heading_text(self) -> str:
        return (self.get("heading") or "").strip() or str(self.block.meta.default_heading)

    @property
    def plain_text(self) -> str:
        """Return the heading, "" of a section that says nothing: it is not on the page then."""
        if not self.block.says_anything(self):
            return ""
        return strip_citations(self.heading_text)

    @property
    def level(self) -> int:
        return 2


class SectionBlock(blocks.StructBlock):
    """A part of the page about an approach. One that says nothing is nowhere to be seen.

    What an editor is asked stands in help texts, which are no content: nothing can publish them.
    """

    heading = text_blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=255,
        help_text=_("Leave it empty to have the usual one."),
    )

    class Meta:
        value_class = SectionValue
        group = _("About the approach")
        preview_template = BLOCK_PREVIEW_TEMPLATE
        default_heading = ""
        anchor = ""

    def says_anything(self, value: Any) -> bool:
        """Whether there is anything but the heading."""
        return any(
            says(block, value.get(name))
            for name, block in self.child_blocks.items()
            if name != "heading"
        )

    def get_searchable_content(self, value: Any) -> list[str]:
        return super().get_searchable_content(value) if self.says_anything(value) else []

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        """Return the section with its heading and anchor, or None when it says nothing."""
        if not self.says_anything(value):
            return None
        told = super().get_api_representation(value, context)
        return told | {"heading": value.heading_text, "anchor": value.anchor}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"heading": value.heading_text if value.plain_text else ""}


class PairBlock(blocks.StructBlock):
    """Two texts that make sense together only. Subclasses name them, the shorter one first."""

    def clean(self, value: Any) -> Any:
        """:raises StructBlockValidationError: one of the two is missing; drafts may have that."""
        value = super().clean(value)
        filled = {name: says(block, value.get(name)) for name, block in self.child_blocks.items()}
        if not self.is_deferred_validation and any(filled.values()) and not all(filled.values()):
            message = ValidationError(_("Fill in both, or neither."))
            missing = {name: message for name, is_filled in filled.items() if not is_filled}
            raise blocks.StructBlockValidationError(block_errors=missing)
        return value

    def is_whole(self, value: Any) -> bool:
        return all(says(block, value.get(name)) for name, block in self.child_blocks.items())


def says(block: Any, value: Any) -> bool:
    """Whether any text stands in the value of a block."""
    texts = block.get_searchable_content(value) if value is not None else []
    # A field that is missing from the data gives "None".
    return any(text.strip() and text != "None" for text in texts)


def filled(block: blocks.ListBlock, value: Iterable[Any] | None) -> list[Any]:
    """Return what stands in a list, without the lines that were left empty or half filled."""
    child = block.child_block
    is_whole = child.is_whole if isinstance(child, PairBlock) else lambda one: says(child, one)
    return [one for one in value or () if one is not None and is_whole(one)]


def prose(label: Any, help_text: Any) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(
        label=label, required=False, features=PROSE_FEATURES, help_text=help_text
    )


def line(label: Any, help_text: Any = "") -> blocks.RichTextBlock:
    return blocks.RichTextBlock(
        label=label, required=False, features=INLINE_FEATURES, help_text=help_text
    )
