"""Where the text of the example site's own pages begins on a phone."""

import pytest

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
APPROACH = "/approaches/acceptance-and-commitment-therapy/"
# Those without the crisis lines above their text.
POSTS = [
    "/field-notes/cbt-or-act/",
    "/field-notes/how-to-read-a-headline-about-therapy-research/",
    "/field-notes/what-do-the-letters-mean/",
    "/field-notes/your-first-session-minute-by-minute/",
]
TEXT_IN_SCREENS = """() => {
    const paragraphs = [...document.querySelectorAll(".therapy-body p")];
    const text = paragraphs.find(one => !one.closest(".therapy-key-points"));
    return (text.getBoundingClientRect().top + scrollY) / innerHeight;
}"""


def show(page, demo, path):
    page.set_viewport_size(PHONE)
    page.goto(demo.url + path)


def test_text_of_an_approach_begins_within_one_and_a_half_screens(demo, chromium_page):
    show(chromium_page, demo, APPROACH)

    assert chromium_page.evaluate(TEXT_IN_SCREENS) <= 1.5


@pytest.mark.parametrize("path", POSTS)
def test_text_of_a_post_begins_on_the_first_screen(demo, chromium_page, path):
    show(chromium_page, demo, path)

    assert chromium_page.evaluate(TEXT_IN_SCREENS) <= 0.8
