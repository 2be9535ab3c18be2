"""Wagtail's blocks for plain text, but with "" as the value of an empty one.

Theirs are None in a value that lacks them: one that code has made, or that is older than the block.
wagtail-localize takes no None for text, and our templates need not tell the two apart.
"""

from wagtail import blocks


class CharBlock(blocks.CharBlock):
    class Meta:
        default = ""


class TextBlock(blocks.TextBlock):
    class Meta:
        default = ""
