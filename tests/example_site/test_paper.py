"""On how much paper the example site's texts are, with the margins of an ordinary printer."""

import re

import pytest

from tests.browser import sheets_of_paper

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("folder", "number", "most"),
    # Eight approaches, and the history of their claims.
    [("approaches", 9, 5), ("field-notes", 6, 4)],
)
def test_each_text_is_on_few_sheets(demo, chromium_page, folder, number, most):
    sitemap = demo.get("/sitemap.xml")
    paths = re.findall(rf"<loc>[^<]*?(/{folder}/[^/<]+/)</loc>", sitemap)
    sheets = {}
    for path in paths:
        chromium_page.goto(demo.url + path)
        sheets[path] = sheets_of_paper(chromium_page, margin="1cm")

    assert len(sheets) == number
    assert {path for path, found in sheets.items() if found > most} == set()
