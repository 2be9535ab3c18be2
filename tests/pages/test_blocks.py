import re

import pytest
from django.template.loader import get_template
from wagtail import hooks
from wagtail.blocks import Block

from tests.content.rendering import squeezed
from wagtail_therapy.pages.blocks import ApproachPageBodyBlock, PageBodyBlock

BLOCKS = PageBodyBlock().child_blocks
SECTIONS = {
    name: block
    for name, block in ApproachPageBodyBlock().child_blocks.items()
    if name not in BLOCKS or name == "faq"
}
# They show a page's own pictures, files or forms, and have a preview of their own.
ALONE = {
    "approach_teaser",
    "audio",
    "comparison",
    "concern_links",
    "crisis_lines",
    "document",
    "gallery",
    "image",
    "newsletter_data",
    "next_step",
    "recent_posts",
    "subscribe_form",
}
EVERY = pytest.mark.parametrize(
    "block",
    [*BLOCKS.values(), *SECTIONS.values()],
    ids=[*BLOCKS, *(f"section-{name}" for name in SECTIONS)],
)


def icons():
    templates = []
    for register in hooks.get_hooks("register_icons"):
        templates = register(templates)
    return {template.rpartition("/")[2].removesuffix(".svg") for template in templates}


def test_body_has_the_blocks_of_all_apps():
    assert list(BLOCKS) == [
        "heading",
        "subheading",
        "paragraph",
        "list",
        "quote",
        "callout",
        "faq",
        "table",
        "image",
        "gallery",
        "video",
        "audio",
        "document",
        "vignette",
        "button",
        "please_check",
        "author_bio",
        "team",
        "next_step",
        "recent_posts",
        "approach_teaser",
        "comparison",
        "concern_links",
        "crisis_lines",
        "subscribe_form",
        "newsletter_data",
    ]


@EVERY
def test_block_has_an_icon_a_group_a_label_and_a_description(block):
    assert block.meta.icon in icons()
    # Every block has some group, but Django's empty one is "".
    assert "" not in {str(block.meta.group), str(block.get_description()), str(block.label)}


@EVERY
def test_block_has_its_own_preview(block, site):
    assert block.is_previewable
    # The global one belongs to the host.
    assert block.meta.preview_template != Block.DEFAULT_PREVIEW_TEMPLATE
    get_template(block.meta.template)


def preview(client, block):
    """Return what the block picker shows, within our style."""
    address = f"/admin/block-preview/?id={block.definition_prefix}"
    html = squeezed(client.get(address).content.decode())
    assert '<link rel="stylesheet" href="/static/wagtail_therapy/therapy.css">' in html
    return html.partition('<div class="therapy">')[2].partition("</div></main>")[0]


@pytest.mark.parametrize("name", sorted(BLOCKS.keys() - ALONE))
def test_preview_shows_the_block_as_the_page_does(name, site, editor_client):
    block = BLOCKS[name]

    rendered = squeezed(block.render(block.get_preview_value()))

    assert rendered != ""
    assert preview(editor_client, block) == rendered


def test_preview_of_an_image_needs_none_of_the_host(site, editor_client):
    assert preview(editor_client, BLOCKS["image"]) == (
        '<figure class="therapy-figure"><img src="/static/wagtail_therapy/preview.svg" width="800" '
        'height="450" alt=""><figcaption>The waiting room</figcaption></figure>'
    )


def test_preview_of_a_gallery_needs_none_of_the_host(site, editor_client):
    captions = re.findall("<figcaption>(.*?)<", preview(editor_client, BLOCKS["gallery"]))

    assert captions == ["The waiting room", "The path"]


def test_preview_of_a_document_needs_none_of_the_host(site, editor_client):
    assert preview(editor_client, BLOCKS["document"]) == (
        '<p class="therapy-document"><a href="#document">Before the first session</a>'
        '<span class="therapy-hint">(<bdi>PDF</bdi>, 118.0 KB)</span></p>'
    )


def test_preview_of_a_recording_needs_none_of_the_host(site, editor_client):
    html = preview(editor_client, BLOCKS["audio"])

    assert re.findall("<audio .*?>", html) == [
        '<audio controls preload="none" aria-label="A breathing exercise">'
    ]


def test_preview_of_the_subscribe_form_shows_a_form(site, editor_client):
    assert preview(editor_client, BLOCKS["subscribe_form"]).count("<form ") == 1


def test_preview_of_what_the_newsletter_stores_shows_it(site, editor_client):
    assert "<li>Your email address, so that" in preview(editor_client, BLOCKS["newsletter_data"])


def test_preview_of_the_crisis_lines_needs_none_of_the_practice(site, editor_client):
    html = preview(editor_client, BLOCKS["crisis_lines"])

    assert re.findall('href="(.*?)"', html) == ["tel:112", "https://findahelpline.com/"]


def test_preview_of_recent_posts_needs_none(site, editor_client):
    assert "Your first session, minute by minute" in preview(editor_client, BLOCKS["recent_posts"])


def test_preview_of_a_comparison_needs_no_approach_of_the_host(site, editor_client):
    html = preview(editor_client, BLOCKS["comparison"])

    assert re.findall("<caption>(.*?)<", html) == ["Two approaches to the same worry"]
    assert re.findall('<th scope="row">(.*?)<', html) == [
        "Past or present?",
        "Tasks between sessions",
    ]


LEADING = {"differences": "There you walk; here you sit.", "related": "Your first session"}


@pytest.mark.parametrize("name", sorted(SECTIONS.keys() - LEADING.keys()))
def test_preview_shows_the_section_as_the_page_does(name, site, editor_client):
    block = SECTIONS[name]

    rendered = squeezed(block.render(block.get_preview_value()))

    assert "<h2" in rendered or name == "glossary_term"
    assert preview(editor_client, block) == rendered


@pytest.mark.parametrize(("name", "words"), LEADING.items())
def test_preview_of_a_section_that_leads_on_needs_no_page_of_the_host(
    name, words, site, editor_client
):
    assert words in preview(editor_client, SECTIONS[name])


def test_preview_of_a_teaser_needs_no_approach_of_the_host(site, editor_client):
    assert "Walking therapy" in preview(editor_client, BLOCKS["approach_teaser"])
