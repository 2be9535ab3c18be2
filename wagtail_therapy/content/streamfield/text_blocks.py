"""Wagtail's blocks for plain text, with "" as the value of an empty one.

Wagtail's are None if a value lacks them, because code made it or it is older than the block.
wagtail-localize doesn't accept None, and our templates would have to check for both.
"""

from typing import Any

from wagtail import blocks


class CharBlock(blocks.CharBlock):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # Wagtail's form has labels for fields of a StructBlock, but not for those of a ListBlock.
        if "label" in kwargs:
            self.field.widget.attrs["aria-label"] = kwargs["label"]

    class Meta:
        default = ""


class TextBlock(blocks.TextBlock):
    class Meta:
        default = ""
