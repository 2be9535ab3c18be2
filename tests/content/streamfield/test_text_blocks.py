from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from wagtail_therapy.pages.blocks import ApproachPageBodyBlock, PageSidebarBlock
from wagtail_therapy.practice.models import PracticeSettings


def within(block):
    """Yield the block and all blocks that it is made of."""
    yield block
    # Wagtail's own, which wagtail-localize knows.
    if isinstance(block, ImageBlock):
        return
    child = getattr(block, "child_block", None)
    children = [*getattr(block, "child_blocks", {}).values(), *([child] if child else [])]
    for one in children:
        yield from within(one)


def test_no_text_of_our_blocks_is_none():
    settings = PracticeSettings._meta.get_fields()
    streams = [field.stream_block for field in settings if hasattr(field, "stream_block")]
    ours = [ApproachPageBodyBlock(), PageSidebarBlock(), *streams]
    texts = [
        one
        for block in ours
        for one in within(block)
        if isinstance(one, blocks.CharBlock | blocks.TextBlock)
    ]

    assert len(texts) > 50
    assert [one.name for one in texts if one.get_default() is None] == []


def test_text_in_a_list_has_a_name():
    questions = ApproachPageBodyBlock().child_blocks["questions_to_ask"].child_blocks["questions"]

    assert questions.child_block.field.widget.attrs["aria-label"] == "Question"
