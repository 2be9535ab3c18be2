import pytest
from wagtail.admin.telepath import JSContext

from tests.content.rendering import BODY, block_html, body, squeezed
from wagtail_therapy.content.blocks import PleaseCheckBlock
from wagtail_therapy.content.emails.bodies import email_pieces
from wagtail_therapy.content.feeds.syndication import render_for_syndication
from wagtail_therapy.content.text.plain_text import plain_text
from wagtail_therapy.wordpress_import.conversion.results import PLEASE_CHECK, Check

HOSTILE = "<p onclick='x()'>Come <b>in</b></p><script>alert(1)</script><img src=//b.example/a>"
SAFE = "<p>Come <b>in</b></p>"
TABLE = "<table><tr><td>a</td></tr></table>"
PAGE_URL = "https://practice.example/a/"


def test_piece_is_shown_with_all_its_words_and_without_scripts():
    assert block_html("please_check", {"reason": "form", "name": "x", "html": HOSTILE}) == (
        f'<div class="therapy-please-check therapy-prose">{squeezed(SAFE)}</div>'
    )


def test_table_in_a_piece_can_be_scrolled():
    assert block_html("please_check", {"html": TABLE}) == (
        '<div class="therapy-please-check therapy-prose therapy-table" role="region" tabindex="0" '
        f'aria-label="Table">{TABLE}</div>'
    )


@pytest.mark.parametrize("value", [{}, {"html": ""}, {"html": None}, {"html": "<script></script>"}])
def test_piece_without_words_is_nothing(value):
    assert block_html("please_check", value) == ""


def test_piece_is_sanitised_when_it_is_saved():
    block = PleaseCheckBlock()
    form = {"p-reason": "form", "p-name": "", "p-html": HOSTILE}
    typed = block.clean(block.value_from_datadict(form, {}, "p"))
    made = block.normalize({"reason": "form", "html": HOSTILE})

    assert block.get_prep_value(typed)["html"] == block.get_prep_value(made)["html"] == SAFE


def test_words_of_a_piece_are_found_and_counted():
    assert plain_text(body(("please_check", {"html": HOSTILE, "name": "x/y"}))) == "Come in"


def test_piece_is_in_feeds_and_emails():
    value = body(("please_check", {"reason": "table", "html": '<p><a href="/b/">b</a></p>'}))
    linked = '<p><a href="https://practice.example/b/">b</a></p>'

    assert linked in render_for_syndication(value, page_url=PAGE_URL)
    assert email_pieces(value, page=None, page_url=PAGE_URL) == [linked]


def test_api_has_what_readers_see():
    block = PleaseCheckBlock()
    value = block.to_python({"reason": "form", "name": "x", "html": HOSTILE})
    assert block.get_api_representation(value) == {"html": SAFE}


def test_reasons_are_those_of_the_converter():
    choices = PleaseCheckBlock().child_blocks["reason"].field.choices
    assert [value for value, _label in choices if value] == [str(one) for one in Check]
    assert PLEASE_CHECK in BODY.child_blocks


def test_editor_gets_the_name_of_the_block_that_can_not_be_added(db):
    packed = JSContext().pack(BODY)
    assert packed["_args"][-1]["onlyImported"] == ["please_check"]
