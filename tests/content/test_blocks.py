import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.content.blocks import BodyBlock, ButtonBlock

pytestmark = rows.MAKES_RENDITIONS

BODY = BodyBlock()


def rendered(name, value):
    block = BODY.child_blocks[name]
    return squeezed(block.render(block.to_python(value)))


@pytest.mark.parametrize(
    ("name", "value", "html"),
    [
        ("heading", {"text": "Why & how"}, '<h2 class="therapy-heading">Why &amp; how</h2>'),
        (
            "paragraph",
            "<p>You <b>may</b> stop.</p>",
            '<div class="therapy-prose"><p>You<b>may</b>stop.</p></div>',
        ),
        (
            "list",
            {"style": "bullets", "items": ["<p>One</p>", "<p>Two</p>"]},
            '<ul class="therapy-list"><li><p>One</p></li><li><p>Two</p></li></ul>',
        ),
        (
            "list",
            {"style": "numbers", "items": ["<p>One</p>"]},
            '<ol class="therapy-list"><li><p>One</p></li></ol>',
        ),
        (
            "quote",
            {"text": "I am.", "attribution": "Nobody"},
            (
                '<figure class="therapy-quote"><blockquote><p>I am.</p></blockquote>'
                "<figcaption>Nobody</figcaption></figure>"
            ),
        ),
        (
            "callout",
            {"title": "Note", "text": "<p>Breathe.</p>"},
            (
                '<aside class="therapy-callout"><p class="therapy-callout-title">Note</p>'
                "<p>Breathe.</p></aside>"
            ),
        ),
        (
            "button",
            {"text": "Book", "page": None, "url": "https://book.example/?a=1&b=2"},
            (
                '<p class="therapy-action"><a class="therapy-button" '
                'href="https://book.example/?a=1&amp;b=2">Book</a></p>'
            ),
        ),
    ],
)
def test_block_renders(name, value, html):
    assert rendered(name, value) == html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heading", {"text": ""}),
        ("paragraph", ""),
        ("list", {"style": "bullets", "items": []}),
        ("quote", {"text": "", "attribution": "Nobody"}),
        ("callout", {"title": "", "text": ""}),
        ("button", {"text": "Book", "page": None, "url": ""}),
        ("button", {"text": "", "page": None, "url": "https://book.example/"}),
        ("image", {"image": None, "caption": "Lost"}),
        ("image", {}),
    ],
)
def test_block_renders_nothing_of_a_draft_that_lacks_its_main_part(name, value):
    assert rendered(name, value) == ""


def image_value(pk, caption="", **alt):
    return {"image": {"image": pk, "alt_text": "", "decorative": False} | alt, "caption": caption}


def test_image_renders_with_its_description_and_caption(site):
    image = rows.image()
    rendition = image.get_rendition("max-1200x1200")

    html = rendered("image", image_value(image.pk, "Quiet", alt_text="Two chairs"))

    assert html == (
        f'<figure class="therapy-figure"><img src="{rendition.url}" width="640" height="480" '
        'alt="Two chairs" loading="lazy"><figcaption>Quiet</figcaption></figure>'
    )


def test_image_without_caption_that_is_decorative(site):
    image = rows.image()
    rendition = image.get_rendition("max-1200x1200")

    html = rendered("image", image_value(image.pk, decorative=True, alt_text="Ignored"))

    assert html == (
        f'<figure class="therapy-figure"><img src="{rendition.url}" width="640" height="480" '
        'alt="" loading="lazy"></figure>'
    )


def test_image_that_was_deleted_renders_nothing(site):
    assert rendered("image", image_value(4711, "Lost")) == ""


def test_image_whose_file_is_gone_renders_nothing(site):
    image = rows.image()
    image.file.storage.delete(image.file.name)

    assert rendered("image", image_value(image.pk, "Lost")) == ""


def test_button_leads_to_a_page_of_the_site(site):
    approach = rows.approach(rows.approaches(site), short_definition="Slow.")

    assert rendered("button", {"text": "Read", "page": approach.pk, "url": ""}) == (
        '<p class="therapy-action"><a class="therapy-button" href="/approaches/somatic-therapy/">'
        "Read</a></p>"
    )


def test_button_to_a_page_that_is_not_published_is_left_out(site):
    draft = rows.approach(rows.approaches(site), live=False)

    assert rendered("button", {"text": "Read", "page": draft.pk, "url": ""}) == ""


@pytest.mark.parametrize("url", ["", "https://book.example/"])
def test_button_must_lead_to_one_place(site, url):
    page = site.root_page if url else None
    block = ButtonBlock()

    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.normalize({"text": "Go", "page": page, "url": url}))

    assert error.value.block_errors["page"].messages == [
        "Choose a page or enter a web address, one of the two."
    ]


def test_body_of_a_draft_may_miss_anything(site):
    block = BodyBlock()
    empty = [("heading", {"text": ""}), ("paragraph", ""), ("image", {}), ("list", {"items": [""]})]
    value = block.normalize([*empty, ("quote", {}), ("callout", {}), ("button", {"text": ""})])

    block.clean_deferred(value)
    with pytest.raises(ValidationError):
        block.clean(value)


def test_body_takes_no_raw_html_and_no_embeds():
    assert list(BODY.child_blocks) == [
        "heading",
        "paragraph",
        "image",
        "list",
        "quote",
        "callout",
        "button",
    ]
    rich = [BODY.child_blocks["paragraph"], BODY.child_blocks["callout"].child_blocks["text"]]
    assert [block.features for block in rich] == [
        ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]
    ] * 2
