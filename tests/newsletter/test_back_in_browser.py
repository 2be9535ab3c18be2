"""Back, after each form of a reader."""

import pytest

from tests.newsletter import rows
from tests.newsletter.visitors import SUBSCRIBE
from wagtail_therapy.newsletter import tokens

pytestmark = pytest.mark.slow


@pytest.fixture
def page(chromium_page, live_site, settings):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"FORM_MIN_SECONDS": 0}
    return chromium_page


def press(page, name):
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()


def heading(page):
    return page.locator("h1").last.inner_text()


def test_back_after_a_mistake_and_a_good_address_is_the_form(page, live_site):
    page.goto(live_site.root_url + SUBSCRIBE)
    page.get_by_label("Email address").fill("no address")
    press(page, "Subscribe")
    page.get_by_label("Email address").fill("reader@mail.example")
    press(page, "Subscribe")
    page.wait_for_function("document.querySelector('h1').textContent.includes('Check')")
    page.get_by_role("link", name="Go to the home page").click()
    back = []
    for _time in range(2):
        page.go_back()
        back.append(heading(page))

    assert back == ["Check your email", "New posts by email"]


def test_back_after_a_button_is_what_it_did(page, live_site):
    token = tokens.unsubscribe_token(rows.subscriber(live_site))
    page.goto(f"{live_site.root_url}/newsletter/unsubscribe/{token}/")
    press(page, "Unsubscribe")
    page.get_by_role("link", name="Go to the home page").click()
    page.go_back()

    assert heading(page) == "You’ve unsubscribed"
