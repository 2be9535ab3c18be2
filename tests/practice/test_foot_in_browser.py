"""The foot of a page on a phone: short, whatever the practice has to say."""

import pytest

from tests.newsletter.visitors import SUBSCRIBE
from tests.pages import rows
from tests.practice.rows import PRACTICE
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = pytest.mark.slow

SCREENS = """() => {
    const parts = document.querySelectorAll(".therapy-notices, .therapy-practice");
    const places = [...parts].map(one => one.getBoundingClientRect());
    return (places.at(-1).bottom - places[0].top) / innerHeight;
}"""


def test_foot_is_at_most_seven_tenths_of_a_phone(live_site, chromium_page):
    PracticeSettings.objects.create(site=live_site, name="Willowmere", **PRACTICE)
    root = live_site.root_url
    loud = rows.approach(
        rows.approaches(live_site), short_definition="Slow.", crisis_notice="always"
    )
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    heights = {}
    for url in (rows.team(live_site).full_url, root + SUBSCRIBE, loud.full_url):
        chromium_page.goto(url)
        heights[url] = chromium_page.evaluate(SCREENS)

    assert max(heights.values()) <= 0.7
    assert len(heights) == 3


def test_numbers_in_the_foot_are_as_large_as_a_finger(live_site, chromium_page):
    PracticeSettings.objects.create(site=live_site, name="Willowmere", **PRACTICE)
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    chromium_page.goto(rows.team(live_site).full_url)

    links = chromium_page.locator(".therapy-crisis a:visible").all()
    assert [link.inner_text() for link in links] == ["Call 999", "Call 111"]
    assert min(link.bounding_box()["height"] for link in links) >= 44
