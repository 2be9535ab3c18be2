from wagtail import blocks


class LinesBlock(blocks.ListBlock):
    """A list of short texts. In the editor, Enter begins the next, and pasted lines are items."""
