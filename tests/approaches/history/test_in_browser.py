"""The history in a real browser: small, and unfolded on paper."""

import pytest

from tests.approaches.rows import long_approaches
from tests.axe import Axe
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]


def test_history_fits_on_a_phone_and_is_unfolded_on_paper(live_site, live_server, chromium_page):
    index = rows.approaches(live_site)
    first, *_others = long_approaches(index, "Approach of a long name")
    first.approach_concerns = [rows.used_for(rows.concern("Worry"))]
    rows.publish(first)
    page, axe = chromium_page, Axe(chromium_page)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}{index.url}history/")

    assert not page.is_visible(".therapy-changes dl")
    page.click(".therapy-history summary")
    assert page.is_visible(".therapy-changes dl")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe.violations() == []

    page.reload()
    page.emulate_media(media="print")
    assert page.is_visible(".therapy-changes dl")
