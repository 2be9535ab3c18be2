"""A list is written as in a word processor: Enter begins the next item."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from tests.pages.pasting import BODY, body_types, insert, paste, texts

pytestmark = pytest.mark.slow

ITEMS = f"{BODY}.children[0].block.childBlocks.items.children"


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_enter_begins_an_item_and_leaves_an_empty_list(page, form, faults):
    insert(page, form, "List")
    page.keyboard.type("resttea")
    press(page, *["ArrowLeft"] * 3, "Enter", "End", "Enter")
    page.keyboard.type("wal")
    # A line within an item is still to be had.
    press(page, "Shift+Enter", "Enter", "Backspace")
    page.keyboard.type("k")
    assert texts(page, ITEMS) == ["rest", "tea", "wal\nk"]

    press(page, "Enter", "Enter")
    expect(form.get_by_role("textbox").last).to_be_focused()
    page.keyboard.type("And then")

    assert (body_types(page), texts(page, ITEMS)) == (
        ["list", "paragraph"],
        ["rest", "tea", "wal\nk"],
    )
    assert texts(page)[1] == "And then"
    assert form.locator(".Draftail-Editor--focus").count() == 1
    assert faults == []


def test_enter_chooses_from_the_commands_that_a_slash_opens(page, form):
    insert(page, form, "List")
    page.keyboard.type("tea /split")
    expect(page.get_by_role("option", name="Split block")).to_be_visible()
    press(page, "ArrowDown", "Enter")

    page.wait_for_function(f"{ITEMS}.length === 2")
    assert texts(page, ITEMS) == ["tea ", ""]


PASTED = {
    "- rest\n- tea\n\n- walk": ["rest", "tea", "walk"],
    "1. rest\n2) tea": ["rest", "tea"],
    "- rest\ntea": ["- rest", "tea"],
}


def test_pasted_lines_are_items(page, form):
    insert(page, form, "List")
    pasted = {}
    for text in PASTED:
        paste(page, text=text)
        pasted[text] = texts(page, ITEMS)
        press(page, "Control+z")
    assert (pasted, texts(page, ITEMS)) == (PASTED, [""])

    page.keyboard.type("first last")
    press(page, *["ArrowLeft"] * 4)
    paste(page, "<ul><li>rest <b>well</b></li><li>tea</li></ul>")
    expect(form.get_by_role("status")).to_have_text("Pasted as 2 items.")
    assert texts(page, ITEMS) == ["first ", "rest well", "tea", "last"]

    form.get_by_role("button", name="Undo").click()
    assert texts(page, ITEMS) == ["first last"]
    paste(page, text=" one")
    assert texts(page, ITEMS) == ["first  onelast"]


def test_paste_that_is_all_hidden_changes_nothing(page, form, faults):
    insert(page, form, "List")
    page.keyboard.type("rest")
    paste(page, '<p style="display: none">secret</p><p style="display: none">more</p>')

    assert texts(page, ITEMS) == ["rest"]
    assert faults == []


def test_enter_in_a_list_of_short_texts_begins_one_and_saves_nothing(page, live_site, faults):
    parent = rows.approaches(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/approachpage/{parent.pk}/")
    number = page.evaluate(f"{BODY}.children.findIndex(one => one.type === 'questions_to_ask')")
    questions = f"{BODY}.children[{number}].block.childBlocks.questions"
    page.locator(f"[name=body-{number}-value-questions-0-value]").fill("How long?How much?")
    press(page, *["ArrowLeft"] * len("How much?"), "Enter", "End", "Enter", "Backspace")
    page.keyboard.type("!")

    assert page.evaluate(f"{questions}.getValue()") == ["How long?", "How much?!"]
    assert faults == []
