"""How far it is on the example site's own pages: by thumb to the text, by Tab to the field."""

import pytest

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# Most have numbers above their text, some a content note or a quick exit as well.
APPROACHES = [
    "/approaches/acceptance-and-commitment-therapy/",
    "/approaches/cognitive-behavioral-therapy/",
    "/approaches/emdr/",
    "/approaches/emotionally-focused-couple-therapy/",
    "/approaches/internal-family-systems/",
    "/approaches/person-centered-therapy/",
    "/approaches/psychodynamic-therapy/",
]
# With all of these at once: two audiences, the quick exit and a content note.
LOUDEST = "/approaches/dbt-skills/"
POSTS = [
    "/field-notes/cbt-or-act/",
    "/field-notes/how-to-read-a-headline-about-therapy-research/",
    "/field-notes/what-do-the-letters-mean/",
    "/field-notes/your-first-session-minute-by-minute/",
]
# With numbers above their text: one also with a quick exit, the other with a content note.
LOUD_POSTS = [
    "/field-notes/what-is-psychodynamic-therapy/",
    "/field-notes/when-talking-makes-it-feel-worse/",
]
WITH_NUMBERS = [*APPROACHES[1:], LOUDEST, *LOUD_POSTS, "/approaches/concerns/self-harm/"]
TEXT_IN_SCREENS = """() => {
    const paragraphs = [...document.querySelectorAll(".therapy-body p")];
    const text = paragraphs.find(one => !one.closest(".therapy-key-points"));
    return (text.getBoundingClientRect().top + scrollY) / innerHeight;
}"""
FOOT_IN_SCREENS = """() => {
    const parts = document.querySelectorAll(".therapy-notices, .therapy-practice");
    const places = [...parts].map(one => one.getBoundingClientRect());
    return (places.at(-1).bottom - places[0].top) / innerHeight;
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


def text_in_screens(page, demo, paths):
    """Return how many screens of a phone are above the text of each page."""
    found = {}
    for path in paths:
        show(page, demo, path)
        found[path] = page.evaluate(TEXT_IN_SCREENS)
    return found


def too_far(found, screens):
    return {path: one for path, one in found.items() if one > screens}


def test_text_of_an_approach_begins_within_one_and_a_half_screens(demo, chromium_page):
    assert too_far(text_in_screens(chromium_page, demo, [*APPROACHES, LOUDEST]), 1.5) == {}


@pytest.mark.parametrize("path", WITH_NUMBERS)
def test_numbers_are_on_the_first_screen_and_as_large_as_a_finger(demo, chromium_page, path):
    show(chromium_page, demo, path)
    links = chromium_page.locator(".therapy-crisis-line a").all()
    boxes = [link.bounding_box() for link in links]

    assert len(boxes) >= 4
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
    # The title is there, too.
    title = chromium_page.locator("h1").bounding_box()
    assert boxes[-1]["y"] < title["y"] < PHONE["height"] * 0.65


@pytest.mark.parametrize("path", ["/", *APPROACHES[:1], *LOUD_POSTS])
def test_foot_is_at_most_seven_tenths_of_a_screen(demo, chromium_page, path):
    show(chromium_page, demo, path)

    assert chromium_page.evaluate(FOOT_IN_SCREENS) <= 0.7


def test_field_to_subscribe_is_on_the_first_screen_after_an_error_too(demo, chromium_page):
    show(chromium_page, demo, "/newsletter/subscribe/")
    field = chromium_page.get_by_label("Email address")
    first = field.bounding_box()
    field.fill("no address")
    # As fast as a program, the form asks again.
    chromium_page.wait_for_timeout(2_100)
    chromium_page.get_by_role("button", name="Subscribe").click()
    chromium_page.wait_for_selector(".therapy-error-summary")
    second = field.evaluate("one => one.getBoundingClientRect().bottom + scrollY")

    assert first["y"] + first["height"] < PHONE["height"]
    assert second < PHONE["height"]


def test_each_concern_is_one_link_from_home(demo, chromium_page):
    show(chromium_page, demo, "/")
    links = chromium_page.locator("main a[href*='/concerns/']").all()

    assert len({link.get_attribute("href") for link in links}) == 9


def test_text_of_a_post_begins_on_the_first_screen(demo, chromium_page):
    assert too_far(text_in_screens(chromium_page, demo, [*POSTS, *LOUD_POSTS]), 0.8) == {}


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", POSTS)
def test_field_is_at_most_fifteen_stops_away(demo, chromium_page, path, size):
    show(chromium_page, demo, path, size)
    stops = stops_to_the_field(chromium_page)

    assert len(stops) <= 15, stops
    # However many links a text has.
    assert stops.index("By email") < 12


@pytest.mark.parametrize("path", LOUD_POSTS)
def test_field_is_at_most_fifteen_stops_away_below_numbers_by_the_link_at_the_top(
    demo, chromium_page, path
):
    """Each number is a stop of its own. The link leads on from there."""
    show(chromium_page, demo, path)
    stops = []
    while "By email" not in stops:
        chromium_page.keyboard.press("Tab")
        stops.append(chromium_page.evaluate(STOP)[0])
        assert len(stops) < 80
    chromium_page.keyboard.press("Enter")
    chromium_page.wait_for_function("document.activeElement.type === 'email'")

    assert len(stops) <= 15, stops
