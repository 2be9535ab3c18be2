"""A picture in the text is described by the writer, and not by its title."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from tests.pages.clicks import publish
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]


@pytest.fixture
def body(page, live_site, editor):
    """The body of a new post, with an empty image in it."""
    ada = rows.author("Ada")
    ada.user = editor
    ada.save()
    parent = rows.blog(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")
    body = page.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Image").first.click()
    return body


def choose(page, body, title):
    body.get_by_role("button", name="Choose an image").click()
    pick(page, title)


def choose_another(page, body, title):
    body.locator(".chooser").get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Change image").click()
    pick(page, title)


def pick(page, title):
    page.locator(".modal").get_by_title(title).click()
    expect(page.locator(".modal")).to_have_count(0)


@pytest.mark.parametrize(("description", "filled_in"), [("", ""), ("Two chairs", "Two chairs")])
def test_description_of_a_picture_is_filled_in_but_not_its_title(
    page, body, faults, description, filled_in
):
    image = rows.image("IMG_2040")
    image.description = description
    image.save()

    choose(page, body, "IMG_2040")

    expect(body.get_by_label("What the image shows")).to_have_value(filled_in)
    assert faults == []


def test_typed_description_is_kept_and_asked_about_when_another_picture_is_chosen(
    page, body, faults
):
    for title in ("Chairs", "Window"):
        rows.image(title)
    choose(page, body, "Chairs")
    text = body.get_by_label("What the image shows")
    text.fill("Two chairs")
    note = body.get_by_text("You chose another image.")
    choose_another(page, body, "Chairs")
    expect(note).to_have_count(0)

    choose_another(page, body, "Window")
    expect(text).to_have_value("Two chairs")
    expect(note).to_be_visible()
    text.fill("A window")
    expect(note).to_have_count(0)
    assert faults == []


def test_picture_is_published_with_its_description_or_as_decoration(page, body):
    rows.image("IMG_2040")
    page.get_by_role("textbox", name="Title*").fill("On endings")
    choose(page, body, "IMG_2040")
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    hint = "Say what the image shows, or tick “Only decoration”."
    expect(body.get_by_text(hint)).to_be_visible()

    body.get_by_label("Only decoration").check()
    expect(body.get_by_label("What the image shows")).to_be_disabled()
    publish(page)
    [post] = BlogPostPage.objects.all()
    image = post.body[0].value["image"]
    assert (post.live, image.decorative, image.contextual_alt_text) == (True, True, "")
