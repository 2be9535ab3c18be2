"""How many presses of the mouse a task takes. Typing is not counted."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.newsletter.rows import subscribers
from tests.pages import rows
from tests.pages.clicks import choose, counted, publish, type_date
from tests.practice import ready_practice
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.pages.models import ApproachPage, BlogPostPage

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]


@pytest.fixture
def practice(live_site, editor):
    """A practice with readers, whose only author is the editor."""
    ready = ready_practice.practice(live_site)
    Author.objects.update(user=editor)
    return ready


@pytest.fixture
def presses(page, practice):
    presses = counted(page)
    page.goto(f"{page.admin}/")
    return presses


def write_post(page):
    """Write a post with a picture and a paragraph, from the dashboard on."""
    page.get_by_role("link", name="Posts", exact=True).click()
    page.get_by_role("link", name="Add post").click()
    page.get_by_role("textbox", name="Title*").fill("On endings")
    page.get_by_role("button", name="Choose an image").click()
    page.locator(".modal").get_by_title("Door").click()
    expect(page.locator(".modal")).to_have_count(0)
    page.get_by_label("What the image shows").fill("An open door")
    body = page.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Paragraph").click()
    expect(body.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("An ending is a beginning.")
    # The editor hands over what was typed a moment later.
    expect(body.locator("input[name=body-0-value]")).to_have_value(re.compile("beginning"))


def test_post_with_a_picture_is_published_and_emailed(page, live_site, presses):
    rows.blog(live_site)
    rows.image("Door")
    subscribers(live_site, 2)

    write_post(page)
    page.get_by_label("Yes, email it to 2 readers").check()
    publish(page, "Publish and email 2 readers")

    [post], [mailing] = BlogPostPage.objects.all(), Mailing.objects.all()
    assert (post.live, post.lead_image_alt, mailing.state) == (True, "An open door", "held")
    assert "An ending is a beginning." in str(post.body)
    assert len(presses) <= 9

    del presses[:]
    page.locator(".messages").get_by_role("link", name="Edit", exact=True).first.click()
    page.get_by_role("textbox", name="Title*").fill("On good endings")
    publish(page)
    message = page.locator(".messages").get_by_text(
        "“On good endings” will be emailed to 2 readers."
    )
    expect(message).to_be_visible()
    assert (Mailing.objects.get().state, len(presses) <= 3) == ("held", True)

    del presses[:]
    page.get_by_role("link", name="Send now or cancel").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".messages")).to_contain_text("cancelled it. No one got it.")
    mailing.refresh_from_db()
    assert (mailing.state, len(presses) <= 2) == ("cancelled", True)


def test_post_is_scheduled_for_tomorrow_and_emailed_then(page, live_site, presses):
    rows.blog(live_site)
    subscribers(live_site, 2)
    tomorrow = timezone.localtime() + timedelta(days=1)

    page.get_by_role("link", name="Posts", exact=True).click()
    page.get_by_role("link", name="Add post").click()
    page.get_by_role("textbox", name="Title*").fill("On endings")
    page.get_by_label("Yes, email it to 2 readers").check()
    page.get_by_role("button", name="Publish it later…").click()
    type_date(page, page.get_by_label("Go live date/time"), f"{tomorrow:%Y-%m-%d} 09:00")
    page.get_by_role("button", name="Save schedule").click()
    page.get_by_role("button", name="Schedule to publish and email 2 readers").click()

    expect(page.locator(".messages")).to_contain_text("and will then be emailed to 2 readers.")
    [post] = BlogPostPage.objects.all()
    goes_live_at = timezone.localtime(post.scheduled_revision.approved_go_live_at)
    assert (post.live, goes_live_at.date(), goes_live_at.hour) == (False, tomorrow.date(), 9)
    assert PostMailIntent.objects.get().choice == "send"
    assert len(presses) <= 6


def test_approach_is_published_with_a_claim_and_its_reference(page, live_site, presses):
    rows.approaches(live_site)
    rows.concern()

    page.get_by_role("link", name="Approaches", exact=True).click()
    page.get_by_role("link", name="Add approach").click()
    page.get_by_role("textbox", name="Title*").fill("ACT")
    page.get_by_role("textbox", name="Short definition").fill("Room for what is hard.")
    page.get_by_role("button", name="Add concern").click()
    claim = page.locator("#inline_child_approach_concerns-0")
    claim.get_by_role("button", name="Choose concern").click()
    page.locator(".modal").get_by_role("link", name="Anxiety").click()
    expect(page.locator(".modal")).to_have_count(0)
    choose(claim.get_by_label("How much research there is"), "few_studies")
    choose(claim.get_by_label("What it found"), "better_than_nothing")
    claim.get_by_label("References").fill("lambert-2013")
    references = page.locator("#panel-child-content-references-section")
    references.get_by_role("button", name="Insert a block").click()
    references.get_by_label("Authors").fill("Lambert, M.")
    references.get_by_label("Year").fill("2013")
    references.get_by_label("Title").fill("Outcome")
    choose(references.get_by_label("Kind"), "trial")
    publish(page)

    [act] = ApproachPage.objects.all()
    [row] = act.get_concern_rows()
    assert (act.live, row.get_reference_keys()) == (True, ["lambert-2013"])
    assert len(presses) <= 12
