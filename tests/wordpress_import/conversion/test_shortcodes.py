"""Shortcodes of WordPress, and of plugins."""

import pytest

from tests.wordpress_import.conversion.library import LIBRARY, A, B, addresses, blocks, words
from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Check, LeftOut


@pytest.mark.parametrize(
    "content",
    [
        '[caption id="attachment_1"]<a href="{A}"><img src="{A}" /></a> A <b>b</b>[/caption]',
        '[caption width="300" caption="A b"]<img src="{A}" />[/caption]',
        '[wp_caption]<img src="{A}"> A b[/wp_caption]',
    ],
)
def test_caption_belongs_to_its_image(content):
    ((name, value),) = blocks(content.replace("{A}", A))
    assert (name, value["image"]["image"], value["caption"]) == ("image", A, "A b")


def test_gallery_has_the_images_of_its_ids():
    ((name, value),) = blocks('[gallery ids="1,2" link="file"]')
    assert (name, [one["caption"] for one in value["images"]]) == ("gallery", ["First one", ""])
    assert value["images"][0]["image"] == {"image": A, "alt_text": "One", "decorative": False}


def test_gallery_without_ids_has_what_was_uploaded_to_the_post():
    assert addresses("[gallery]") == [B, A]


def test_gallery_whose_images_are_not_in_the_export_is_to_be_checked():
    result = convert('[gallery ids="1,99"]', LIBRARY)
    assert [name for name, _value in result.blocks] == ["image", "please_check"]
    assert result.checks == [Check.MISSING_MEDIA]


@pytest.mark.parametrize(
    ("content", "kind", "file"),
    [
        ('[audio mp3="https://old.example/a.mp3"][/audio]', "audio", "https://old.example/a.mp3"),
        ("[audio https://old.example/a.mp3]", "audio", "https://old.example/a.mp3"),
        ('[video width="9" mp4="/v.mp4"][/video]', "video", "https://old.example/v.mp4"),
    ],
)
def test_recordings_are_files(content, kind, file):
    ((name, value),) = blocks(content)
    assert (name, value["file"]) == (kind, file)


def test_playlist_is_recordings_with_their_titles():
    found = blocks('[playlist ids="2"]')
    assert found == [("audio", {"title": "Second", "file": B, "transcript": ""})]


@pytest.mark.parametrize(
    "content",
    [
        '[embed width="400"]https://vimeo.com/76979871[/embed]',
        "[vimeo 76979871]",
        '[vimeo id="76979871"]',
        "[vimeo https://vimeo.com/76979871]",
    ],
)
def test_embeds_are_videos(content):
    ((name, value),) = blocks(content)
    assert (name, value["url"]) == ("video", "https://vimeo.com/76979871")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[gallery]]", "[gallery]"),
        ('[[caption a="b"]x[/caption]]', '[caption a="b"]x[/caption]'),
        ("[sic] a[0] [1] [citation needed] [see Ada 2020]", None),
        ("[ref] and [/ref", None),
        ("[a [b] c]", None),
        ("[[", None),
    ],
)
def test_what_is_no_shortcode_stays(written, shown):
    assert blocks(written) == [("paragraph", f"<p>{shown or written}</p>")]


def test_unknown_shortcodes_keep_their_words_and_are_counted():
    content = (
        '[su_spoiler title="Click to open"]Hidden <b>text</b>.[/su_spoiler]\n\n'
        '[su_box color="#fff"]In a box[/su_box] [row_start] [unclosed attr="x"]After'
    )
    result = convert(content)
    assert words_in(result.blocks) == [
        "Click",
        "to",
        "open",
        "Hidden",
        "text",
        "In",
        "a",
        "box",
        "After",
    ]
    assert {detail for kind, detail in result.left_out if kind is LeftOut.SHORTCODE} == {
        "su_spoiler",
        "su_box",
        "row_start",
        "unclosed",
    }


def test_buttons_of_plugins_are_buttons():
    content = '[su_button url="/c/" style="flat"]Book now[/su_button][button link="/d/" text="Go"]'
    assert [(value["text"], value["url"]) for _name, value in blocks(content)] == [
        ("Book now", "https://old.example/c/"),
        ("Go", "https://old.example/d/"),
    ]


def test_addresses_in_unknown_shortcodes_are_links():
    assert words("[tweet https://social.example/1]") == "https social example 1"


@pytest.mark.parametrize(
    "content",
    [
        '[contact-form-7 id="17" title="Contact form"]',
        "[wpforms id=22]",
        "[ninja_form id=2]",
        '[jetpack_subscription_form title="Subscribe by email"]',
        '[contact-form][contact-field label="Name" type="name"/][/contact-form]',
    ],
)
def test_forms_are_counted(content):
    result = convert(content)
    assert (result.blocks, [kind for kind, _name in result.left_out]) == ([], [LeftOut.FORM])
