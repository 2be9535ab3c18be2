"""HTML as an email can show it."""

import pytest

from wagtail_therapy.content.emails.html_writer import EmailHTMLWriter

PAGE = "https://us.example/post/"


def pieces(html):
    return EmailHTMLWriter(PAGE).pieces(html)


def test_pieces_are_the_outermost_elements():
    html = "\n<h2>One</h2>\n<p>Two <b>three</b></p> loose <ul><li>Four</li></ul><p>not closed"
    assert pieces(html) == [
        "<h2>One</h2>",
        "<p>Two <b>three</b></p>",
        "loose <ul><li>Four</li></ul>",
        "<p>not closed</p>",
    ]


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ('<p id="a" tabindex="0">Word</p>', ["<p>Word</p>"]),
        ('<a href="#there">Word</a>', ['<a href="https://us.example/post/#there">Word</a>']),
        (
            "<details><summary>Why?</summary>So.</details>",
            ['<details open=""><summary>Why?</summary>So.</details>'],
        ),
        (
            '<picture><source srcset="/a.avif"/><img src="/a.jpg" sizes="9em" alt="A"/></picture>',
            ['<img src="https://us.example/a.jpg" alt="A"/>'],
        ),
        ('<p>Seen<script>1</script><svg><path d=""/></svg></p>', ["<p>Seen</p>"]),
        ('<iframe src="https://else.example/"></iframe><video src="/a.mp4"></video>', []),
    ],
)
def test_what_email_programs_do_not_know_is_left_out(html, written):
    assert pieces(html) == written


@pytest.mark.parametrize(
    ("src", "is_shown"),
    [
        ("/media/a.jpg", True),
        ("https://us.example/a.jpg", True),
        ("https://media.us.example/a.jpg", True),
        ("https://tracker.example/a.jpg", False),
        ("//tracker.example/a.jpg", False),
        ("http://[", False),
        ("data:image/png;base64,AA", False),
    ],
)
def test_pictures_of_other_hosts_are_left_out(settings, src, is_shown):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"OWN_HOSTS": ["media.us.example"]}
    assert bool(pieces(f'<img src="{src}" alt=""/>')) == is_shown
