import re

import pytest
from django.core.exceptions import ValidationError

from tests.content.rendering import block_html
from tests.pages import rows
from wagtail_therapy.content.blocks import GalleryBlock

pytestmark = rows.MAKES_RENDITIONS


def image_value(pk, caption="", **alt):
    return {"image": {"image": pk, "alt_text": "", "decorative": False} | alt, "caption": caption}


def picture(image, alt):
    """Return what is rendered of an image that is smaller than the smallest size."""
    spec = "max-1280x1280|format-"
    avif, webp = (image.get_rendition(spec + one).url for one in ("avif", "webp"))
    sizes = 'sizes="(min-width: 46em) 42em, 92vw"'
    return (
        f'<picture><source type="image/avif" srcset="{avif} 640w" {sizes}>'
        f'<img src="{webp}" srcset="{webp} 640w" {sizes} width="640" height="480" '
        f'alt="{alt}" loading="lazy"></picture>'
    )


def test_image_renders_with_its_description_and_caption(site):
    image = rows.image()

    html = block_html("image", image_value(image.pk, "Quiet", alt_text="Two chairs"))

    assert html == (
        f'<figure class="therapy-figure">{picture(image, "Two chairs")}'
        "<figcaption>Quiet</figcaption></figure>"
    )


def test_image_without_caption_that_is_decorative(site):
    image = rows.image()

    html = block_html("image", image_value(image.pk, decorative=True, alt_text="Ignored"))

    assert html == f'<figure class="therapy-figure">{picture(image, "")}</figure>'


def test_large_image_comes_in_two_sizes(site):
    image = rows.image(width=1600, height=1200)

    html = block_html("image", image_value(image.pk))

    found = re.findall(r"(?:avif|webp) (\d+)w", html)
    assert found == ["800", "1280", "800", "1280"]
    assert 'width="1280" height="960"' in html


def test_drawing_stays_a_drawing(site, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg"]
    image = rows.drawing()

    html = block_html("image", image_value(image.pk, alt_text="A circle"))

    address = image.get_rendition("max-1280x1280").url
    assert html == (
        f'<figure class="therapy-figure"><picture><img src="{address}" width="640" height="640" '
        'alt="A circle" loading="lazy"></picture></figure>'
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


def gallery(*images):
    return {"images": list(images)}


def test_gallery_shows_each_image_with_description_and_caption(site):
    image = rows.image()
    address = image.get_rendition("max-800x800|format-webp").url

    html = block_html(
        "gallery",
        gallery(
            image_value(image.pk, "A <path>", alt_text="Trees"),
            image_value(4711, "Deleted"),
            image_value(image.pk, decorative=True),
        ),
    )

    start = f'<li><figure><img src="{address}" width="640" height="480" alt='
    assert html == (
        '<ul class="therapy-gallery" role="list">'
        f'{start}"Trees" loading="lazy"><figcaption>A &lt;path&gt;</figcaption></figure></li>'
        f'{start}"" loading="lazy"></figure></li></ul>'
    )


@pytest.mark.parametrize("value", [{}, gallery()])
def test_gallery_without_images_is_nothing(value):
    assert block_html("gallery", value) == ""


def test_gallery_of_a_draft_may_miss_anything():
    block = GalleryBlock()
    value = block.normalize({"images": [{}]})

    block.clean_deferred(value)
    with pytest.raises(ValidationError):
        block.clean(value)


def test_document_is_a_link_with_kind_and_size(site):
    document = rows.document()

    assert block_html("document", {"document": document.pk, "text": ""}) == (
        f'<p class="therapy-document"><a href="{document.url}">Before &lt;you&gt; come</a>'
        '<span class="therapy-hint">(<bdi>PDF</bdi>, 2.0 KB)</span></p>'
    )


def test_document_may_have_words_of_its_own(site):
    value = {"document": rows.document().pk, "text": "ورقة"}

    assert ">ورقة</a>" in block_html("document", value)


def test_document_that_was_deleted_is_nothing(site):
    assert block_html("document", {"document": 4711, "text": "Lost"}) == ""
    assert block_html("document", {}) == ""


def test_document_whose_file_is_gone_is_nothing(site):
    document = rows.document()
    document.file.storage.delete(document.file.name)
    type(document).objects.update(file_size=None)

    assert block_html("document", {"document": document.pk, "text": "Lost"}) == ""
