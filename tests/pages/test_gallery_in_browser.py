"""A gallery takes several pictures in one step, from the library or from the editor's disk."""

from io import BytesIO

import pytest
from PIL import Image as Picture
from playwright.sync_api import expect
from wagtail.images import get_image_model

from tests.pages import rows
from tests.pages.pasting import BODY

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

SEVERAL = "Choose or upload several images"
ROWS = f"""{BODY}.children[0].block.childBlocks.images.getValue()
    .map(({{ image }}) => [image.image, image.alt_text])"""


def file(name, color="navy", size=(8, 8)):
    content = BytesIO()
    Picture.new("RGB", size, color).save(content, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": content.getvalue()}


@pytest.fixture
def gallery(page, form):
    form.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Gallery").click()
    return form


@pytest.mark.parametrize("name", ["Gallery", "Comparison of approaches"])
def test_new_block_opens_with_the_rows_it_needs_and_no_error(page, form, name, faults):
    form.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name=name).click()
    choose = "Choose an image" if name == "Gallery" else "Choose a page"
    expect(form.get_by_role("button", name=choose)).to_have_count(2)

    assert form.locator(".help-critical").all_inner_texts() == []
    assert faults == []


def test_several_images_of_the_library_are_chosen_at_once(page, gallery, faults):
    door, path = rows.image("IMG_2040"), rows.image("Path")
    path.description = "A path between trees"
    path.save()

    gallery.get_by_role("button", name=SEVERAL).click()
    chosen = page.locator(".modal").get_by_role("checkbox")
    expect(chosen).to_have_count(2)
    for checkbox in chosen.all():
        checkbox.check()
    page.get_by_role("button", name="Confirm selection").click()
    expect(page.locator(".modal")).to_have_count(0)

    assert sorted(page.evaluate(ROWS)) == sorted(
        [[str(door.pk), ""], [str(path.pk), "A path between trees"]]
    )
    expect(gallery.locator("[name$=alt_text]:visible").first).to_be_focused()
    assert faults == []


def test_several_images_are_uploaded_at_once(page, gallery, faults):
    rows.image("There already")
    same = file("same.png", "teal", (640, 480))
    text = {"name": "notes.png", "mimeType": "image/png", "buffer": b"no picture"}

    gallery.get_by_role("button", name=SEVERAL).click()
    modal = page.locator(".modal")
    modal.get_by_role("tab", name="Upload").click()
    upload = modal.locator("input[type=file]")
    upload.set_input_files([file("one.png"), file("two.png", "teal"), same, text])
    expect(modal.get_by_label("Title")).to_have_count(1)
    expect(modal.get_by_label("Title")).not_to_be_visible()
    modal.get_by_role("button", name="Upload").click()
    expect(modal.locator(".therapy-upload")).to_contain_text("notes.png")

    titles = dict(get_image_model().objects.values_list("pk", "title"))
    added = [(titles[int(pk)], text) for pk, text in page.evaluate(ROWS)]
    assert added == [("one", ""), ("two", ""), ("same", "")]
    assert faults == []


def test_image_that_was_deleted_in_the_meantime_is_not_added(page, gallery, faults):
    door = rows.image("IMG_2040")

    gallery.get_by_role("button", name=SEVERAL).click()
    page.locator(".modal").get_by_role("checkbox").check()
    door.delete()
    page.get_by_role("button", name="Confirm selection").click()
    expect(page.locator(".modal")).to_have_count(0)

    assert [image for image, _text in page.evaluate(ROWS) if image] == []
    assert faults == []
