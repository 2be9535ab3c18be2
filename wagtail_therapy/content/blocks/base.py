from wagtail import blocks

BLOCK_PREVIEW_TEMPLATE = "wagtail_therapy/content/block_preview.html"


class LinesBlock(blocks.ListBlock):
    """A list of short texts. In the editor, Enter begins the next one, and each pasted line too."""
