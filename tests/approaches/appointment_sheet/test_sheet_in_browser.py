"""The page to take along in a real browser: without scripts, small, in the dark, on paper."""

import re

import pytest

from tests.approaches.rows import approach, long_approaches
from tests.axe import Axe
from tests.pages import rows
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def index(live_site):
    index = rows.approaches(live_site)
    long_approaches(index, "Approach")
    return index


def test_nothing_needs_a_script(index, live_server, chromium_page):
    context = chromium_page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + index.url)
    page.check("[value=approach-0]")
    page.check("[value=approach-2]")
    page.click("text=Make a page to take with you")
    page.wait_for_url(re.compile(r"take-along/\?a=approach-0&a=approach-2$"))
    page.uncheck("[value=approach-2]")
    page.uncheck("[value=cost]")
    page.click("text=Put these on my page")
    page.wait_for_url(
        re.compile(r"take-along/\?asked=1&a=approach-0&q=experience.*#therapy-sheet$")
    )

    assert page.locator(".therapy-take-along-approach").count() == 1
    assert "What does a session cost" not in page.inner_text(".therapy-sheet")
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_on_a_phone(index, live_server, chromium_page, scheme):
    page, axe = chromium_page, Axe(chromium_page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}{index.url}take-along/?a=approach-0&a=approach-1")

    assert page.evaluate(WIDTH) == 390
    assert axe.violations() == []


def test_paper_has_the_sheet_alone(index, live_server, chromium_page):
    PracticeSettings.objects.create(site=index.get_site(), crisis_notice="Call 911.")
    approach(index, "Approach 7", rows.concern("Panic", shows_crisis_notice=True))
    page = chromium_page
    page.goto(f"{live_server.url}{index.url}take-along/?a=approach-0&a=approach-7")
    page.emulate_media(media="print")
    # A4 within its margins.
    page.set_viewport_size({"width": 718, "height": 1000})

    seen = [
        ".therapy-sheet",
        ".therapy-take-along-questions",
        ".therapy-take-along-form",
        ".therapy-back-link",
    ]
    assert [page.is_visible(one) for one in seen] == [True, True, False, False]
    assert page.locator(".therapy-blank-lines > span").first.bounding_box()["height"] > 20
    assert page.evaluate(WIDTH) == 718
    numbers = [
        page.locator(one).count()
        for one in (".therapy-first-notices", ".therapy-take-along-numbers")
    ]
    assert numbers == [1, 1]
    assert not page.is_visible(".therapy-first-notices")
    assert page.pdf(format="A4").startswith(b"%PDF")
