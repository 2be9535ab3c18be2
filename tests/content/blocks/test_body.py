import pytest
from django.core.exceptions import ValidationError

from tests.content.rendering import BODY
from wagtail_therapy.content.blocks import BodyBlock


def test_body_of_a_draft_may_miss_anything(site):
    block = BodyBlock()
    empty = [("heading", {"text": ""}), ("paragraph", ""), ("image", {}), ("list", {"items": [""]})]
    value = block.normalize([*empty, ("quote", {}), ("callout", {}), ("button", {"text": ""})])

    block.clean_deferred(value)
    with pytest.raises(ValidationError):
        block.clean(value)


def test_body_takes_no_raw_html_and_no_embeds():
    assert list(BODY.child_blocks) == [
        "heading",
        "paragraph",
        "image",
        "list",
        "quote",
        "callout",
        "button",
    ]
    rich = [BODY.child_blocks["paragraph"], BODY.child_blocks["callout"].child_blocks["text"]]
    assert [block.features for block in rich] == [
        ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]
    ] * 2
