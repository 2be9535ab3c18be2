"""Wagtail's blocks for plain text, but with "" as the value of an empty one.

Theirs are None in a value that lacks them: one that code has made, or that is older than the block.
wagtail-localize takes no None for text, and our templates need not tell the two apart.
"""

from typing import Any

from wagtail import blocks


class CharBlock(blocks.CharBlock):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # Wagtail's form has a label for a field of a StructBlock, and none for one of a ListBlock.
        if "label" in kwargs:
            self.field.widget.attrs["aria-label"] = kwargs["label"]

    class Meta:
        default = ""


class TextBlock(blocks.TextBlock):
    class Meta:
        default = ""
