"""Choosing and comparing in a real browser: by keyboard, without scripts, small, on paper."""

import re

import pytest
from playwright.sync_api import Page

from tests.approaches.rows import approach, long_approaches
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

FOCUSED = "() => document.activeElement.value || document.activeElement.textContent.trim()"
# Whether what has the focus lies in sight, and nothing over its middle.
IS_SEEN = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return document.activeElement === top || document.activeElement.contains(top);
}"""


@pytest.fixture
def index(live_site):
    index = rows.approaches(live_site)
    long_approaches(index, "Approach")
    for number in range(10):
        rows.approach(index, f"More {number}", short_definition="Words. " * 30)
    return index


def press_until(page: Page, text: str, key: str = "Tab") -> None:
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED) == text:
            return
    raise AssertionError(f"The focus never reaches {text!r}.")


def ticked(page: Page):
    return [box.get_attribute("value") for box in page.query_selector_all("[name=a]:checked")]


def test_keyboard_alone_filters_compares_and_comes_back(index, live_server, chromium_page):
    page = chromium_page
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(live_server.url + index.url)
    press_until(page, "grief")
    page.keyboard.press("Space")
    # The first way to send a form: from any of its boxes.
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("concern=grief"))
    assert page.inner_text("[role=status]") == "3 approaches found"

    press_until(page, "approach-0")
    page.keyboard.press("Space")
    press_until(page, "approach-2")
    page.keyboard.press("Space")
    assert page.evaluate(IS_SEEN)
    press_until(page, "Compare")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"compare/\?a=approach-0&a=approach-2$"))
    assert page.inner_text("thead").split() == ["Approach", "0", "Approach", "2"]

    press_until(page, "16 things are the same")
    page.keyboard.press("Enter")
    assert page.is_visible(".therapy-similarities dd >> nth=0")
    press_until(page, "Choose different approaches", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"approaches/\?a=approach-0&a=approach-2$"))
    assert ticked(page) == ["approach-0", "approach-2"]


def test_focused_tick_box_stays_in_sight_in_a_long_list(index, live_server, chromium_page):
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 640})
    page.goto(f"{live_server.url}{index.url}?sort=name&a=approach-0")
    press_until(page, "approach-0")
    hidden = []
    for number in range(10):
        press_until(page, f"more-{number}")
        hidden += [] if page.evaluate(IS_SEEN) else [number]
    assert hidden == []


@pytest.mark.parametrize("width", [320, 1280])
def test_table_stays_a_table_for_assistive_technology(index, live_server, chromium_page, width):
    chromium_page.set_viewport_size({"width": width, "height": 800})
    address = f"{live_server.url}{index.url}compare/?a=approach-0&a=approach-1&a=approach-2"
    chromium_page.goto(address)

    names = chromium_page.evaluate("() => getComputedStyle(document.querySelector('td')).display")
    assert (names == "table-cell") == (width == 1280)
    tree = chromium_page.locator("table").aria_snapshot()
    assert re.match(r"- table ", tree)
    assert tree.count("- columnheader") == 3
    assert '- rowheader "How many sessions"' in tree
    # Each row but the headings has a cell for each approach; one is in the corner.
    headings = len(chromium_page.query_selector_all(".therapy-compare-group"))
    cells = re.findall("- '?cell", tree)
    assert len(cells) == 1 + 3 * (tree.count("- rowheader") - headings)


def test_links_in_a_table_are_large_enough_to_hit(index, live_server, chromium_page):
    panic = rows.concern("Panic")
    approach(index, "Whole", (panic, "recommends"))
    chromium_page.goto(f"{live_server.url}{index.url}compare/?a=approach-0&a=whole")

    heights = chromium_page.locator(".therapy-compare :is(td, th) a").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect().height)"
    )
    assert len(heights) == 5
    assert min(heights) >= 24


def test_nothing_needs_a_script(index, live_server, chromium_page):
    context = chromium_page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + index.url)
    page.check("[value=approach-0]")
    page.check("[value=more-3]")
    page.check("[value=grief]")
    page.click("text=Show approaches")
    assert page.inner_text(".therapy-matches") == "3 approaches found"
    assert ticked(page) == ["approach-0", "more-3"]
    page.click(".therapy-compare-bar button")
    page.wait_for_url(re.compile(r"compare/\?a=approach-0&a=more-3$"))
    page.click(".therapy-similarities summary")
    assert page.is_visible(".therapy-similarities dl >> nth=0")
    context.close()


def test_comparison_address_is_not_sent_as_referrer(index, live_server, chromium_page):
    referrers = []
    chromium_page.on(
        "request", lambda request: referrers.append(request.headers.get("referer", ""))
    )
    chromium_page.goto(f"{live_server.url}{index.url}compare/?a=approach-0&a=approach-1")
    chromium_page.click("thead a")
    chromium_page.wait_for_url(re.compile("approach-0/$"))

    # Of the approach's own page its files may know.
    assert [one for one in referrers if "?" in one] == []
    assert chromium_page.context.cookies() == []


def test_comparison_is_a_table_on_paper(index, live_server, chromium_page):
    page = chromium_page
    page.goto(f"{live_server.url}{index.url}compare/?a=approach-0&a=approach-1&a=approach-2")
    page.emulate_media(media="print")
    # A4 within its margins.
    page.set_viewport_size({"width": 718, "height": 1000})

    assert page.evaluate("() => getComputedStyle(document.querySelector('td')).display") == (
        "table-cell"
    )
    shown, hidden = ("compare-url", "similarities dd"), ("back-link", "compare-more")
    is_visible = {one: page.locator(f".therapy-{one}").first.is_visible() for one in shown + hidden}
    assert is_visible == dict.fromkeys(shown, True) | dict.fromkeys(hidden, False)
    assert page.pdf(format="A4").startswith(b"%PDF")
