"""On how much paper the example site's approaches are, with the margins of an ordinary printer."""

import re

import pytest

from tests.browser import sheets_of_paper

pytestmark = pytest.mark.slow


def test_each_approach_is_on_at_most_five_sheets(demo, chromium_page):
    sitemap = demo.get("/sitemap.xml")
    paths = re.findall(r"<loc>[^<]*?(/approaches/[^/<]+/)</loc>", sitemap)
    sheets = {}
    for path in paths:
        chromium_page.goto(demo.url + path)
        sheets[path] = sheets_of_paper(chromium_page, margin="1cm")

    # Eight approaches, and the history of their claims.
    assert len(sheets) == 9
    assert {path for path, number in sheets.items() if number > 5} == set()
