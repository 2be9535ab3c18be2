"""What people complain of in the trackers of other editors. Each test names its issue."""

import pytest
from playwright.sync_api import expect

from tests.pages.clicks import publish
from tests.pages.pasting import body_types, insert, paste, texts
from tests.practice import ready_practice
from wagtail_therapy.authors.models import Author
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = pytest.mark.slow


def test_pasted_number_stays_in_its_sentence(page, form):
    """https://github.com/WordPress/gutenberg/issues/6516: what followed it was deleted."""
    insert(page, form, "Paragraph")
    page.keyboard.type("See for more.")
    for _ in "for more.":
        page.keyboard.press("ArrowLeft")
    paste(page, text="#1234 ")

    assert (body_types(page), texts(page)) == (["paragraph"], ["See #1234 for more."])


def test_paste_replaces_what_was_selected_and_is_undone_whole(page, form):
    """https://github.com/WordPress/gutenberg/issues/9669: the old text stayed beside the new."""
    insert(page, form, "Paragraph")
    page.keyboard.type("It helps to rest well.")
    page.keyboard.press("Control+a")
    paste(page, "<p>Walk.</p>", "Walk.")
    assert texts(page) == ["Walk."]

    page.keyboard.press("Control+z")
    assert texts(page) == ["It helps to rest well."]


def test_tag_of_two_words_stays_one(page, live_site, editor, form):
    """https://github.com/wagtail/wagtail/pull/825: it was stored as two."""
    ready_practice.practice(live_site)
    Author.objects.update(user=editor)
    page.reload()
    page.get_by_role("textbox", name="Title*").fill("On endings")
    page.locator("[aria-controls=panel-child-content-tags-content]").first.click()
    page.locator(".tagit-new input").fill("saying goodbye")
    publish(page)

    [post] = BlogPostPage.objects.all()
    assert [tag.name for tag in post.tags.all()] == ["saying goodbye"]
    expect(page.locator(".messages")).to_contain_text("no one chose yes or no")
