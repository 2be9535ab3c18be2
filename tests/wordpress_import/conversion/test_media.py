"""Images, recordings, and what other services show."""

import pytest

from tests.wordpress_import.conversion.converted import HERE, blocks, image, left_out, video
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import (
    Attachment,
    EmbedKind,
    EmbedUse,
    ImageUse,
    LeftOut,
    Source,
)

YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


def test_image_divides_a_paragraph():
    assert blocks('<p>One <b>two <img src="/a.jpg" alt="A"> three</b></p>') == [
        ("paragraph", "<p>One <b>two</b></p>"),
        image("https://old.example/a.jpg", "A"),
        ("paragraph", "<p><b>three</b></p>"),
    ]


def test_image_has_its_caption_and_the_description_of_the_library():
    source = Source(HERE.address, {7: Attachment("https://old.example/a.jpg", alt="From there")})
    content = (
        '<figure><img class="wp-image-7" src="/a-300x200.jpg" alt=""><figcaption>So <i>it</i> is'
        "</figcaption></figure>"
    )
    result = convert(content, source)
    assert result.blocks == [image("https://old.example/a-300x200.jpg", "From there", "So it is")]
    assert result.images == [ImageUse("https://old.example/a-300x200.jpg", "From there", 7)]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ('src="data:image/gif;base64,R0" data-src="/a.jpg"', "https://old.example/a.jpg"),
        ('srcset="/a-2.jpg 2x, /a.jpg 1x"', "https://old.example/a-2.jpg"),
        ('src="data:image/png;base64,iVBORw0KGgo="', "data:image/png;base64,iVBORw0KGgo="),
        ('src="/ä (1) b.jpg"', "https://old.example/ä (1) b.jpg"),
    ],
)
def test_address_of_an_image_is_found(written, address):
    assert blocks(f"<img {written}>") == [image(address)]


@pytest.mark.parametrize(
    "written",
    [
        'src="file:///etc/passwd"',
        'src="data:image/svg+xml,<svg/>"',
        'src="/p.gif" width=1 height=1',
    ],
)
def test_image_that_is_none_is_counted(written):
    found = convert(f"a<img {written}>", HERE)
    assert (found.blocks, found.images) == ([("paragraph", "<p>a</p>")], [])
    assert [kind for kind, _detail in found.left_out] == [LeftOut.IMAGE]


def test_smiley_is_a_text():
    assert blocks('Hi <img class="wp-smiley" src="/s.png" alt=":)"> you') == [
        ("paragraph", "<p>Hi :) you</p>")
    ]


def test_copy_for_browsers_without_scripts_is_left_out():
    content = '<img src="/a.jpg"><noscript><img src="/a.jpg"></noscript>'
    assert blocks(content) == [image("https://old.example/a.jpg")]
    assert left_out(content) == {("fallback", ""): 1}


@pytest.mark.parametrize(
    ("content", "url"),
    [
        (f"{YOUTUBE}", YOUTUBE),
        (f"<p>{YOUTUBE}</p>", YOUTUBE),
        ('<iframe src="//player.vimeo.com/video/1">x</iframe>', "https://player.vimeo.com/video/1"),
        (
            '<object><param name="movie" value="http://www.youtube.com/v/aqz-KE-bpKQ"></object>',
            YOUTUBE,
        ),
        ('<embed src="http://www.youtube.com/v/aqz-KE-bpKQ&fs=1">', YOUTUBE),
    ],
)
def test_video_elsewhere_waits_for_a_click(content, url):
    result = convert(content, HERE)
    assert (result.blocks, result.embeds) == ([video(url)], [EmbedUse(url, EmbedKind.PLAYER)])


def test_address_in_a_sentence_is_no_video():
    assert blocks(f"See {YOUTUBE} now.") == [("paragraph", f"<p>See {YOUTUBE} now.</p>")]
    assert blocks(f"See\n{YOUTUBE}\nnow.") == [
        ("paragraph", "<p>See</p>"),
        video(YOUTUBE),
        ("paragraph", "<p>now.</p>"),
    ]


def test_frame_of_others_is_a_link_and_noted():
    result = convert('<iframe src="https://maps.example/?q=a&b=1"></iframe>', HERE)
    address = "https://maps.example/?q=a&amp;b=1"
    assert result.blocks == [("paragraph", f'<p><a href="{address}">{address}</a></p>')]
    assert result.embeds == [EmbedUse("https://maps.example/?q=a&b=1", EmbedKind.LINK)]


def test_recordings_are_files():
    content = '<audio controls><source src="/a.mp3"></audio><video src="/b.mp4"></video>'
    result = convert(content, HERE)
    assert result.blocks == [
        ("audio", {"title": "", "file": "https://old.example/a.mp3", "transcript": ""}),
        video(file="https://old.example/b.mp4"),
    ]
    assert result.files == ["https://old.example/a.mp3", "https://old.example/b.mp4"]


PODCAST = "https://media.example/a.mp3\n21169426\naudio/mpeg\na:1:{}"


def test_recording_of_a_podcast_is_below_the_text():
    source = Source(HERE.address, meta={"enclosure": PODCAST})
    player = ("audio", {"title": "", "file": "https://media.example/a.mp3", "transcript": ""})
    assert blocks("One\n\ntwo", source) == [("paragraph", "<p>One</p><p>two</p>"), player]
    content = "<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->"
    assert blocks(content, source) == [("paragraph", "<p>One</p>"), player]


@pytest.mark.parametrize(
    ("content", "enclosure"),
    [
        ('<a href="https://media.example/a.mp3">Listen</a>', PODCAST),
        ("a", "https://media.example/a.zip\n1\napplication/zip"),
        ("a", "https://media.example/a.mp3"),
        ("a", ""),
    ],
)
def test_what_is_no_recording_below_the_text_is_not_shown_there(content, enclosure):
    source = Source(HERE.address, meta={"enclosure": enclosure})
    assert blocks(content, source) == blocks(content)
