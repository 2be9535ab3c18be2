"""Our advice among Wagtail's content checks, where an editor sees it."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from tests.pages.admin_in_browser import WATCH

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

CURE = "This is a cure for all. Breathe in, breathe out."
LONG = "word " * 200


CHECKS = {
    "No excerpt": "h1",
    "No category": "h1",
    "May be read as a promise": "p",
    "Long paragraph": "p",
    "Picture without a description": "img",
}
# What the checker points to, by the title of the check.
PLACES = """rows => Object.fromEntries(rows.map(row => [
    row.querySelector("[data-content-checker-name]").innerText,
    row.querySelector("[data-content-checker-selector-text]").innerText,
]))"""


@pytest.fixture
def post(live_site):
    image = rows.image("Door")
    picture = {"image": {"image": image.pk, "alt_text": "Door", "decorative": False}, "caption": ""}
    body = [
        ("paragraph", f"<p>{CURE}</p><p>Nothing is more secure.</p>"),
        ("paragraph", f"<p>{LONG}</p>"),
        ("image", picture),
    ]
    blocks = [{"type": kind, "value": value} for kind, value in body]
    return rows.post(rows.blog(live_site), rows.author(), title="On endings", body=blocks)


def test_checks_beside_the_editor_follow_what_is_typed(page, post):
    page.add_init_script(WATCH)
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    expect(page.locator("html.is-watched")).to_be_attached()
    page.get_by_role("button", name="Toggle preview").click()
    page.get_by_role("button", name="Toggle checks").click()
    found = page.locator("[data-checks-panel] [data-content-checker-row]")
    expect(found).to_have_count(5)
    # One paragraph each, and not the one with "secure".
    assert found.evaluate_all(PLACES) == CHECKS

    page.locator("#panel-child-content-excerpt-section [aria-expanded=false]").click()
    page.get_by_role("textbox", name="Excerpt").fill("In short.")
    expect(found.get_by_text("No excerpt")).to_have_count(0)


def test_checks_are_in_the_user_bar_too(page, post):
    page.goto(post.full_url)
    page.locator("#wagtail-userbar-trigger").click()
    page.locator("#checker-trigger").click()

    found = page.locator("wagtail-userbar [data-content-checker-name]")
    expect(found).to_have_count(5)
    assert {*found.all_inner_texts()} == {*CHECKS}
