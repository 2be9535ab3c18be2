"""What only a browser shows of the forms of posts and approaches."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from tests.pages.admin_in_browser import DESK
from tests.pages.clicks import publish
from wagtail_therapy.pages.models import ApproachPage, BlogPostPage

pytestmark = pytest.mark.slow


def test_new_approach_goes_live_without_a_word_of_the_form(page, live_site, editor, faults):
    ada = rows.author("Ada")
    ada.user = editor
    ada.save()
    parent = rows.approaches(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/approachpage/{parent.pk}/")

    page.get_by_role("textbox", name="Title*").fill("ACT")
    page.get_by_role("textbox", name="Short definition").fill("Room for what is hard.")
    publish(page)
    assert faults == []

    act = ApproachPage.objects.get()
    page.goto(act.get_full_url())
    expect(page.get_by_role("heading", name="ACT", exact=True)).to_be_visible()
    assert page.locator("main h2").all_inner_texts() == ["About the author"]
    assert page.get_by_text("undefined").count() == 0


def test_add_author_adds_the_one_that_is_chosen_and_no_other(page, live_site):
    rows.author("Ada")
    parent = rows.blog(live_site)
    page.set_viewport_size(DESK)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")
    question = page.get_by_role("radio", name="Yes, email it to 0 readers when it is published")
    assert question.bounding_box()["y"] < 1400

    page.get_by_role("textbox", name="Title*").fill("On endings")
    page.get_by_role("button", name="Add author").click()
    page.locator(".modal").get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Confirm selection").click()
    chosen = page.locator("[id^=inline_child_post_authors] .chooser__title")
    expect(chosen).to_have_text("Ada")
    publish(page)

    [post] = BlogPostPage.objects.all()
    assert (post.live, [str(one) for one in post.get_authors()]) == (True, ["Ada"])


def test_folded_reference_says_how_to_cite_it_and_one_with_an_error_is_open(
    page, live_site, faults
):
    paper = {"authors": "Lambert, M.", "year": "2013", "title": "Outcome", "key": "lambert-2013"}
    post = rows.blog(live_site).add_child(
        instance=BlogPostPage(title="On endings", live=False, references=[("reference", paper)])
    )
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    references = page.locator("#panel-child-content-references-section")

    references.get_by_role("button", name="Toggle section").first.click()
    heading = references.get_by_text("cite as [ref:lambert-2013]")
    expect(heading).to_be_visible()
    references.get_by_role("button", name="Insert a block").last.click()
    expect(references.get_by_label("Title").last).to_be_visible()
    expect(references.get_by_label("Title").first).not_to_be_visible()
    assert faults == []

    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("could not be saved")
    expect(references.get_by_label("Title").last).to_be_visible()
    expect(references.get_by_label("Title").first).not_to_be_visible()
