"""What the forms of posts and approaches ask first, and what they fold."""

import pytest
from bs4 import BeautifulSoup

from tests.pages import rows

POST = (
    ["Title", "Lead image", "Body", "Authors", "Categories", "Email to subscribers"],
    [
        "Excerpt",
        "Tags",
        "References",
        "Content notes",
        "Dates",
        "Review",
        "Further reading",
        "Notices",
        "Concerns",
    ],
)
APPROACH = (
    [
        *("Title", "Short definition", "Body"),
        *("Concerns", "What guidelines say", "References", "Authors"),
    ],
    [
        "Names and family",
        "What sessions are like",
        "What readers ask before they begin",
        "At this practice",
        "Content notes",
        "Dates",
        "What has changed",
        "Review",
        "Notices",
    ],
)


@pytest.mark.parametrize(
    ("name", "parent", "panels"),
    [("blogpostpage", rows.blog, POST), ("approachpage", rows.approaches, APPROACH)],
)
def test_form_asks_first_what_each_page_needs_and_folds_the_rest(
    site, editor_client, name, parent, panels
):
    url = f"/admin/pages/add/wagtail_therapy_pages/{name}/{parent(site).pk}/"
    html = BeautifulSoup(editor_client.get(url).content.decode(), "html.parser")

    found = html.select("#tab-content > div > section[data-panel]")

    is_folded = ["collapsed" in panel["class"] for panel in found]
    headings = [
        panel.select_one("[data-panel-heading-text]").get_text(strip=True) for panel in found
    ]
    pairs = list(zip(headings, is_folded, strict=True))
    assert (
        [heading for heading, folded in pairs if not folded],
        [heading for heading, folded in pairs if folded],
    ) == panels
