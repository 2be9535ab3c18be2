from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from tests.pages import rows
from wagtail_therapy.content.pictures.renditions import preview_image

pytestmark = rows.MAKES_RENDITIONS
BASE = "https://practice.example"


def test_preview_image_is_cut_to_a_card_with_an_absolute_address(site):
    image = preview_image(rows.image(width=2400, height=2000), BASE, "A room")

    assert (image.width, image.height, image.alt) == (1200, 630, "A room")
    assert image.url.startswith(f"{BASE}/media/images/")
    assert image.url.endswith(".jpg")


def test_preview_image_is_none_without_an_image():
    assert preview_image(None, BASE) is None


def test_preview_image_is_none_when_the_file_is_gone(site):
    image = rows.image()
    Path(image.file.path).unlink()

    assert preview_image(image, BASE) is None


def test_preview_image_is_none_when_the_file_is_damaged(site):
    image = rows.image()
    Path(image.file.path).write_bytes(b"damaged")

    assert preview_image(image, BASE) is None


def test_preview_image_is_none_of_a_drawing(site):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
    image = get_image_model()(title="Leaf", file=ContentFile(svg, "leaf.svg"), width=8, height=8)
    image.save()

    assert preview_image(image, BASE) is None
