"""What the button to leave does in a browser; the page that it opens is a stand-in."""

import pytest

from tests.pages import rows
from tests.practice.rows import LOUD, PRACTICE
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS

WEATHER = "https://www.bbc.com/weather"
NAME = "Leave this page"
# Of each thing that gets the focus, whether the button lies over its middle.
COVERED = """() => {
    const found = document.activeElement, box = found.getBoundingClientRect();
    const x = box.left + Math.min(box.width / 2, 20), y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    const isCovered = !("therapyExit" in found.dataset) && !!top?.closest(".therapy-exit__button");
    return [found.outerHTML.slice(0, 80), isCovered];
}"""


@pytest.fixture
def post(live_site):
    PracticeSettings.objects.create(site=live_site, **PRACTICE)
    text = "".join(
        f"<p>Words, <a href='https://a.example/{n}/'>link {n}</a></p>" for n in range(40)
    )
    body = [{"type": "paragraph", "value": text}]
    return rows.post(rows.blog(live_site), rows.author(), title="A topic", body=body, **LOUD)


class Weather:
    """Opens the post in a browser, and keeps what the weather page is sent."""

    def __init__(self, page, url):
        self.page, self.asked = page, []
        page.route(f"{WEATHER}**", self.answer)
        page.goto("about:blank")
        page.goto(url)

    def answer(self, route):
        self.asked.append((route.request.url, route.request.headers.get("referer")))
        route.fulfill(content_type="text/html", body="<title>Weather</title>")

    def wait(self):
        self.page.wait_for_url(WEATHER)
        return self.asked


@pytest.fixture
def weather(post, live_server, chromium_window):
    page, _offsite = chromium_window
    return Weather(page, live_server.url + post.url)


def buttons(page):
    return page.get_by_role("link", name=NAME)


def test_button_opens_the_other_page_in_place_of_this_one(weather):
    buttons(weather.page).last.click()

    assert weather.wait() == [(WEATHER, None)]
    weather.page.go_back()
    assert weather.page.url == "about:blank"


def test_page_is_blank_while_the_other_one_is_on_its_way(weather):
    # What the page looks like before the browser has heard of the other one.
    shown = weather.page.evaluate(
        """() => {
            [...document.querySelectorAll("a[data-therapy-exit]")].at(-1).click();
            return [document.title.trim(), document.body.childElementCount];
        }"""
    )

    assert shown == ["", 0]


def test_button_is_a_link_without_the_script(post, live_server, weather):
    context = weather.page.context.browser.new_context(java_script_enabled=False)
    bare = Weather(context.new_page(), live_server.url + post.url)
    hint = bare.page.locator("[data-therapy-exit-keys]")
    assert not hint.is_visible()
    buttons(bare.page).last.click()

    assert bare.wait() == [(WEATHER, None)]


def test_three_presses_of_shift_leave(weather):
    weather.page.clock.set_fixed_time("2026-11-02")
    for _press in range(3):
        weather.page.keyboard.press("Shift")

    assert weather.wait() == [(WEATHER, None)]


def test_capitals_and_slow_presses_stay(weather):
    page = weather.page
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.clock.install()
    for _press in range(4):
        page.keyboard.press("Shift")
        page.clock.fast_forward(3000)

    assert (weather.asked, page.title()) != ([], "\u00a0")
    assert weather.asked == []


def test_keyboard_finds_it_first_and_what_it_reaches_is_never_covered(weather):
    page = weather.page
    page.set_viewport_size({"width": 800, "height": 600})
    page.keyboard.press("Tab")
    reached = [page.evaluate(COVERED)]
    for key in ["Tab"] * 45 + ["Shift+Tab"] * 45:
        page.keyboard.press(key)
        reached.append(page.evaluate(COVERED))

    assert [html for html, is_covered in reached if is_covered] == []
    assert [html for html, _covered in reached if "therapy-exit__button" in html] != []


def test_button_is_large_enough_for_a_finger(weather):
    weather.page.set_viewport_size({"width": 390, "height": 800})
    box = buttons(weather.page).last.bounding_box()

    assert min(box["width"], box["height"]) >= 44


@pytest.mark.parametrize("width", [390, 1280])
def test_hint_leaves_room_for_the_button(weather, width):
    weather.page.set_viewport_size({"width": width, "height": 800})
    hint = weather.page.locator(".therapy-exit__hint").bounding_box()

    assert hint["x"] + hint["width"] <= buttons(weather.page).last.bounding_box()["x"]


def test_button_stays_in_sight_and_off_the_paper(weather):
    page = weather.page
    page.evaluate("window.scrollTo(0, 1500)")
    assert buttons(page).last.bounding_box()["y"] < 100
    page.emulate_media(media="print")

    assert not page.locator(".therapy-exit").is_visible()


def test_hint_to_press_shift_is_hidden_on_a_phone(post, live_server, weather):
    hint = "[data-therapy-exit-keys]"
    assert weather.page.locator(hint).is_visible()
    context = weather.page.context.browser.new_context(is_mobile=True, has_touch=True)
    phone = Weather(context.new_page(), live_server.url + post.url)
    phone.page.wait_for_load_state()

    assert not phone.page.locator(hint).is_visible()


def test_button_lies_over_no_heading_that_a_link_leads_to(weather):
    page = weather.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("document.querySelector('h1').scrollIntoView()")
    title = page.locator("h1").bounding_box()
    bar = page.locator(".therapy-exit").bounding_box()

    assert title["y"] >= bar["y"] + bar["height"]
    # What scrolls below it isn't seen through it.
    assert page.locator(".therapy-exit").evaluate(
        "one => getComputedStyle(one).backgroundColor"
    ) not in {"transparent", "rgba(0, 0, 0, 0)"}
