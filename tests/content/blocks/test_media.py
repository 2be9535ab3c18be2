import pytest

from tests.content.rendering import block_html
from tests.pages import rows

pytestmark = rows.MAKES_RENDITIONS


def image_value(pk, caption="", **alt):
    return {"image": {"image": pk, "alt_text": "", "decorative": False} | alt, "caption": caption}


def test_image_renders_with_its_description_and_caption(site):
    image = rows.image()
    rendition = image.get_rendition("max-1200x1200")

    html = block_html("image", image_value(image.pk, "Quiet", alt_text="Two chairs"))

    assert html == (
        f'<figure class="therapy-figure"><img src="{rendition.url}" width="640" height="480" '
        'alt="Two chairs" loading="lazy"><figcaption>Quiet</figcaption></figure>'
    )


def test_image_without_caption_that_is_decorative(site):
    image = rows.image()
    rendition = image.get_rendition("max-1200x1200")

    html = block_html("image", image_value(image.pk, decorative=True, alt_text="Ignored"))

    assert html == (
        f'<figure class="therapy-figure"><img src="{rendition.url}" width="640" height="480" '
        'alt="" loading="lazy"></figure>'
    )


def test_image_that_was_deleted_renders_nothing(site):
    assert block_html("image", image_value(4711, "Lost")) == ""


def test_image_whose_file_is_gone_renders_nothing(site):
    image = rows.image()
    image.file.storage.delete(image.file.name)

    assert block_html("image", image_value(image.pk, "Lost")) == ""


@pytest.mark.parametrize("value", [{"image": None, "caption": "Lost"}, {}])
def test_image_of_a_draft_without_one_renders_nothing(value):
    assert block_html("image", value) == ""
