"""The subscribe page on a phone: what a reader came for is on the first screen."""

import pytest

from tests.newsletter.visitors import SUBSCRIBE
from tests.practice.rows import PRACTICE
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = pytest.mark.slow

# As on the example site: a host's name, and a menu in a second line.
HOST_HEADER = "body > header { block-size: 195px }"
BOTTOM_IN_SCREENS = """() => {
    const field = document.querySelector(".therapy-subscribe [type='email']");
    return (field.getBoundingClientRect().bottom + scrollY) / innerHeight;
}"""
ORDER = """() => [
    ...document.querySelectorAll(".therapy-error-summary, .therapy-subscribe, .therapy-crisis")
].map(one => one.classList[one.classList.length - 1])"""


@pytest.fixture
def page(chromium_page, live_site):
    PracticeSettings.objects.create(site=live_site, name="Willowmere", **PRACTICE)
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    chromium_page.goto(live_site.root_url + SUBSCRIBE)
    chromium_page.add_style_tag(content=HOST_HEADER)
    return chromium_page


def test_field_is_on_the_first_screen_before_the_crisis_notice(page):
    assert page.evaluate(BOTTOM_IN_SCREENS) < 1
    assert page.evaluate(ORDER) == ["therapy-subscribe", "therapy-crisis"]


def test_field_is_on_the_first_screen_below_what_is_wrong_with_it(page):
    page.get_by_label("Email address").fill("no address")
    page.get_by_role("button", name="Subscribe").click()
    page.wait_for_selector(".therapy-error-summary")
    page.add_style_tag(content=HOST_HEADER)

    assert page.evaluate(BOTTOM_IN_SCREENS) < 1
    assert page.evaluate(ORDER) == ["therapy-error-summary", "therapy-subscribe", "therapy-crisis"]
    assert page.get_by_label("Email address").input_value() == "no address"


def test_help_is_one_step_away(page):
    page.get_by_role("link", name="If you need help now").click()

    assert page.locator("#therapy-crisis").evaluate(
        "one => Math.abs(one.getBoundingClientRect().top) < innerHeight"
    )
