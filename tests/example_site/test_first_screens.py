"""How far it is on the example site's own pages: by thumb to the text, by Tab to the field."""

import pytest

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
APPROACH = "/approaches/acceptance-and-commitment-therapy/"
# Those without the crisis lines above their text: each line is a stop.
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
STOP = """() => {
    const stop = document.activeElement;
    const isOfTheText = stop.closest(".therapy-body, .therapy-references") !== null;
    return [stop.type === "email" ? "field" : stop.textContent.trim(), isOfTheText];
}"""


def show(page, demo, path, size=PHONE):
    page.set_viewport_size(size)
    page.goto(demo.url + path)


def stops_to_the_field(page):
    """Press Tab up to the field; return the stops that aren't links in the text."""
    stops = []
    while "field" not in stops:
        page.keyboard.press("Tab")
        name, is_of_the_text = page.evaluate(STOP)
        stops += [] if is_of_the_text else [name]
        assert len(stops) < 80
    return stops


def test_text_of_an_approach_begins_within_one_and_a_half_screens(demo, chromium_page):
    show(chromium_page, demo, APPROACH)

    assert chromium_page.evaluate(TEXT_IN_SCREENS) <= 1.5


@pytest.mark.parametrize("path", POSTS)
def test_text_of_a_post_begins_on_the_first_screen(demo, chromium_page, path):
    show(chromium_page, demo, path)

    assert chromium_page.evaluate(TEXT_IN_SCREENS) <= 0.8


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", POSTS)
def test_field_is_at_most_fifteen_stops_away(demo, chromium_page, path, size):
    show(chromium_page, demo, path, size)
    stops = stops_to_the_field(chromium_page)

    assert len(stops) <= 15, stops
    # However many links a text has.
    assert stops.index("By email") < 12
