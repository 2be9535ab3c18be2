"""WordPress' own editor."""

import pytest

from tests.wordpress_import.conversion.editor import block, empty, paragraph, words
from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Check, LeftOut

WORDS = "<p>Shown</p>"


def test_paragraphs_join_and_line_ends_are_spaces():
    content = paragraph("One\nline") + paragraph("Two")
    assert convert(content).blocks == [("paragraph", "<p>One line</p><p>Two</p>")]


def test_lists_of_both_formats():
    new = block("list", f"<ul>{block('list-item', '<li>New</li>')}</ul>")
    old = block("list", "<ul><li>Old</li></ul>")
    assert [value["items"] for _name, value in convert(new + old).blocks] == [
        ["<p>New</p>"],
        ["<p>Old</p>"],
    ]


def test_galleries_of_both_formats():
    picture = (
        '<figure class="wp-block-image"><img src="https://old.example/{}.jpg" alt=""/>{}</figure>'
    )
    caption = "<figcaption>A</figcaption>"
    inner = block("image", picture.format("a", caption)) + block("image", picture.format("b", ""))
    whole = "<figcaption class='blocks-gallery-caption'>All</figcaption>"
    new = block("gallery", f'<figure class="wp-block-gallery">{inner}{whole}</figure>')
    items = "".join(f"<li>{picture.format(name, '')}</li>" for name in "cd")
    old = block("gallery", f'<ul class="wp-block-gallery columns-2">{items}</ul>')
    found = convert(new + old).blocks
    assert [name for name, _value in found] == ["gallery", "paragraph", "gallery"]
    assert words_in(found) == ["A", "All"]


def test_wrappers_are_flattened_in_order():
    cover = (
        '<div class="wp-block-cover"><img class="wp-block-cover__image-background" '
        f'src="https://old.example/a.jpg" alt=""/><div>{paragraph("Cover")}</div></div>'
    )
    columns = block("column", f"<div>{paragraph('Left')}</div>") + block(
        "column", f"<div>{block('group', paragraph('Right'))}</div>"
    )
    content = block("cover", cover) + block("columns", f"<div>{columns}</div>")
    assert [name for name, _value in convert(content).blocks] == ["image", "paragraph"]
    assert words(content) == "Cover Left Right"


def test_buttons_and_files():
    button = '<div><a class="wp-block-button__link" href="https://old.example/c/">Book</a></div>'
    file = (
        '<div class="wp-block-file"><a href="https://old.example/a.pdf">Form</a>'
        '<a href="https://old.example/a.pdf" class="wp-block-file__button">Download</a></div>'
    )
    content = block("buttons", block("button", button)) + block("file", file)
    assert convert(content).blocks == [
        ("button", {"text": "Book", "page": None, "url": "https://old.example/c/"}),
        ("document", {"document": "https://old.example/a.pdf", "text": "Form"}),
    ]


def test_phone_number_is_no_button():
    button = '<a class="wp-block-button__link" href="tel:+1555">Call</a>'
    assert convert(block("button", button)).blocks == [
        ("paragraph", '<p><a href="tel:+1555">Call</a></p>')
    ]


@pytest.mark.parametrize("name", ["embed", "core-embed/youtube"])
def test_embeds_of_both_formats(name):
    address = "https://youtu.be/aqz-KE-bpKQ"
    html = (
        f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{address}\n</div>'
        "<figcaption>A talk</figcaption></figure>"
    )
    (kind, value), *others = convert(block(name, html, url=address)).blocks
    assert (kind, value["url"], value["title"], others) == ("video", address, "A talk", [])


def test_forms_are_counted():
    form = block("jetpack/contact-form", empty("jetpack/field-email", label="Your email address"))
    assert convert(form).left_out == {
        (LeftOut.FORM, "jetpack/contact-form"): 1,
        (LeftOut.FORM, "jetpack/field-email"): 1,
    }


def test_words_of_an_unknown_block_are_to_be_checked():
    content = empty("acme/box", color="#fff", data={"text": "Hello out there", "x": "<b>Bold</b>"})
    result = convert(content)
    assert result.checks == [Check.UNKNOWN_BLOCK]
    assert words_in(result.blocks) == ["Hello", "out", "there", "Bold"]
    assert result.left_out == {(LeftOut.BLOCK, "acme/box"): 1}


def test_questions_of_a_plugin_for_search_engines():
    html = (
        '<div class="schema-faq-section" id="q"><strong class="x">Is it?</strong> '
        '<p class="schema-faq-answer">Yes.</p> </div>'
    )
    assert convert(block("yoast/faq-block", f"<div>{html}</div>")).blocks == [
        ("faq", {"questions": [{"question": "Is it?", "answer": "<p>Yes.</p>"}]})
    ]


def test_text_between_blocks_is_of_the_old_editor():
    assert convert(paragraph("A") + "One\n\nTwo\nlines" + paragraph("B")).blocks == [
        ("paragraph", "<p>A</p><p>One</p><p>Two<br/>lines</p><p>B</p>")
    ]


@pytest.mark.parametrize(
    "written",
    [
        "<!-- wp:paragraph {broken -->{}<!-- /wp:paragraph -->",
        "<!-- wp:paragraph -->{}",
        "{}<!-- /wp:paragraph --><!-- /wp:x -->",
        "<!-- wp:a --><!-- wp:b -->{}<!-- /wp:a -->",
        '<!-- wp:paragraph {"a":' + "[" * 100_000 + " -->{}<!-- /wp:paragraph -->",
        "<!-- wp:x -->{}<!-- wp:unfinished",
    ],
    ids=["json", "open", "closed", "crossed", "deep", "unfinished"],
)
def test_broken_comments_lose_no_words(written):
    assert words(written.replace("{}", WORDS, 1)) == "Shown"
