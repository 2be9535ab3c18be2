import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError

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
        "subheading",
        "paragraph",
        "list",
        "quote",
        "callout",
        "faq",
        "table",
        "image",
        "gallery",
        "video",
        "audio",
        "document",
        "vignette",
        "button",
        "please_check",
    ]
    rich = [BODY.child_blocks["paragraph"], BODY.child_blocks["callout"].child_blocks["text"]]
    assert [block.features for block in rich] == [
        ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]
    ] * 2


def test_body_begins_with_no_subheading_when_it_is_published():
    block = BodyBlock()
    children = [
        ("paragraph", "<p>x</p>"),
        ("subheading", {"text": "A"}),
        ("heading", {"text": "B"}),
    ]
    value = block.normalize(children)

    block.clean_deferred(value)
    with pytest.raises(StreamBlockValidationError) as error:
        block.clean(value)

    assert error.value.as_json_data() == {
        "blockErrors": {1: {"messages": ["Put a heading before the first subheading."]}}
    }
    block.clean(block.normalize(list(reversed(children))))
