"""What comes from a word processor or a web page becomes the blocks of a body."""

import pytest
from playwright.sync_api import expect

from tests.pages.pasting import BODY, body_types, clipboard, insert, paste, texts
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = pytest.mark.slow

HIDDEN = "<del>gone</del><div style='mso-element:comment-list'>Is this about Mina?</div>"


def test_pasted_document_is_saved_as_blocks_around_the_words_at_the_caret(page, form, faults):
    page.get_by_role("textbox", name="Title*").fill("On endings")
    insert(page, form, "Paragraph")
    page.keyboard.type("Hello world")
    for _letter in "world":
        page.keyboard.press("ArrowLeft")
    paste(page, clipboard("word"))
    expect(form.get_by_role("status")).to_have_text(
        "Pasted as 8 blocks. One image was not pasted. Upload it and add it as an image block."
    )

    page.keyboard.press("Control+z")
    assert texts(page) == ["Hello world"]
    expect(form.get_by_role("status")).to_have_count(0)

    paste(page, clipboard("word"))
    page.keyboard.type("! ")
    assert (texts(page)[0], texts(page)[-1]) == ("Hello ", "A path.! \nworld")
    page.wait_for_function(f"{BODY}.children.at(-1).block.getValue().includes('!')")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("created")

    post = BlogPostPage.objects.get().get_latest_revision_as_object()
    data = [(child["type"], child["value"]) for child in post.body.get_prep_value()]
    assert [(kind, value) for kind, value in data if kind in {"heading", "quote"}] == [
        ("heading", {"text": "Saying goodbye"}),
        ("heading", {"text": "What helps"}),
        ("quote", {"text": "I was afraid of the last hour.", "attribution": "a reader"}),
    ]
    assert faults == []


def test_what_word_hides_is_not_pasted(page, form):
    insert(page, form, "Paragraph")
    page.keyboard.type("x ")
    paste(page, f"y {HIDDEN}")
    insert(page, form, "Paragraph")
    paste(page, f"<p>a<sup>1</sup></p><p>b</p>{HIDDEN}")
    insert(page, form, "List")
    paste(page, f"<p>c</p>{HIDDEN}")

    items = f"{BODY}.children[2].block.childBlocks.items.children"
    assert texts(page) + texts(page, items) == ["x y", "a1\nb", "list", "c"]
    line = f"{BODY}.children[1].block.getState().getCurrentContent().getFirstBlock()"
    assert page.evaluate(f"{line}.getInlineStyleAt(1).toJS()") == ["SUPERSCRIPT"]


def test_what_was_changed_since_is_not_undone(page, form):
    insert(page, form, "Paragraph")
    paste(page, "<h2>Sleep</h2><ul><li>tea</li></ul>")
    form.get_by_label("Text").fill("Rest")
    form.get_by_role("button", name="Undo").click()

    assert (body_types(page), form.get_by_label("Text").input_value()) == (
        ["paragraph", "heading"],
        "Rest",
    )


KEPT = {
    "one line of a heading": ("<h2>Sleep</h2>", "Sleep"),
    "paragraphs": ("<p>a <b>b</b></p><p>c</p>", "a b\n\nc"),
    "lines of text": ("", "a\nb"),
    "of an editor": ('<div data-editor="x1"><h2>a</h2><ul><li>b</li></ul></div>', "a\nb"),
}


def test_paste_without_blocks_is_left_to_draftail(page, form):
    insert(page, form, "Paragraph")
    for html, text in KEPT.values():
        page.keyboard.type("x ")
        paste(page, html, text)

    assert body_types(page) == ["paragraph"]
    expect(form.get_by_role("status")).to_have_count(0)

    insert(page, form, "Paragraph")
    paste(page, '<img src="https://old.example/a.png" width="90"><img src="https://old.example/b">')

    expect(form.get_by_role("status")).to_have_text(
        "2 images were not pasted. Upload them and add them as image blocks."
    )
    assert texts(page)[1:] == [""]


def test_field_without_blocks_takes_paragraphs_and_lists(page, form, faults):
    insert(page, form, "Callout")
    form.locator("[contenteditable=true]").click()
    paste(page, clipboard("libreoffice"))

    written = form.locator("[contenteditable=true]")
    expect(form.get_by_role("status")).to_have_text(
        "This field takes only paragraphs and lists. The rest was pasted as text."
    )
    assert (body_types(page), written.locator("li").all_inner_texts()) == (
        ["callout"],
        ["No screens", "Warm feet"],
    )
    page.keyboard.press("Control+z")
    expect(written).to_have_text("")
    assert faults == []
