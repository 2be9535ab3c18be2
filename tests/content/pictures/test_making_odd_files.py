"""Files that can't be made, or not as photos are, stop nothing."""

import logging
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.db.models.functions import Now
from PIL import Image as Picture
from wagtail.images import get_image_model

from tests.content.pictures.made import OF_A_POST, due_rows, specs
from tests.pages import rows
from wagtail_therapy.content.models import DuePictures
from wagtail_therapy.content.pictures import making

pytestmark = rows.MAKES_RENDITIONS


@pytest.mark.parametrize("content", [None, b"damaged", b"GIF89a"])
def test_file_that_is_missing_or_damaged_stops_nothing(worker, blog, image, content, caplog):
    broken = rows.image("Private name")
    orla = rows.author(photo=broken)
    rows.post(blog, orla, lead_image=image)
    path = Path(broken.file.path)
    path.unlink() if content is None else path.write_bytes(content)
    making.work()

    assert (specs(image), due_rows()) == (OF_A_POST, [(str(orla.pk), "", 1)])
    [line] = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert ("Private" in line, "could not be made" in line) == (False, True)


def test_image_too_large_to_open_is_given_up_after_three_tries(worker, post, monkeypatch):
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 1000)
    for tries in (1, 2, 3):
        making.work()
        assert due_rows() == [(str(post.pk), "", tries)]
        DuePictures.objects.update(due_at=Now())
    making.work()

    assert (due_rows(), making.are_any_due()) == ([(str(post.pk), "", 3)], False)


def test_drawing_keeps_its_form(worker, blog, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg"]
    drawing = rows.drawing()
    rows.post(blog, rows.author(), lead_image=drawing)
    making.work()

    assert due_rows() == []
    assert {one.file.name.rpartition(".")[2] for one in drawing.renditions.all()} == {"svg"}


def test_drawing_that_moves_is_made(worker, blog):
    frames = [Picture.new("RGB", (64, 48), color) for color in ("red", "green", "blue")]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    file = ImageFile(file, "moving.gif")
    moving = get_image_model().objects.create(title="Moving", file=file)
    rows.post(blog, rows.author(), lead_image=moving)
    making.work()

    assert (due_rows(), specs(moving)) == ([], OF_A_POST)
