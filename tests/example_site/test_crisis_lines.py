"""A reader in distress on a phone, without a script: two taps to a number from every page."""

import pytest

pytestmark = pytest.mark.slow

HELP = "If you need help now"
# One page of each type, and each view of ours that is a page.
PAGES = [
    "/",
    "/approaches/",
    "/approaches/?concern=anxiety",
    "/approaches/compare/?a=dbt-skills&a=emdr",
    "/approaches/psychodynamic-therapy/",
    "/approaches/dbt-skills/",
    "/approaches/concerns/anxiety/",
    "/approaches/concerns/self-harm/",
    "/field-notes/",
    "/field-notes/category/relationships/",
    "/field-notes/author/orla-penhallow/",
    "/field-notes/cbt-or-act/",
    "/field-notes/when-talking-makes-it-feel-worse/",
    "/who-we-are/",
    "/who-we-are/orla-penhallow/",
    "/privacy/",
    "/newsletter/subscribe/",
    "/nothing-here/",
]
IN_SIGHT = """(link) => {
    const box = link.getBoundingClientRect();
    return link.checkVisibility() && box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture
def phone(chromium):
    with chromium.running_loop():
        viewport = {"width": 390, "height": 844}
        context = chromium.browser.new_context(viewport=viewport, java_script_enabled=False)
        yield context.new_page()
        context.close()


def taps_to(page, url, numbers):
    """Return how many taps lead from a page to the call of one of the numbers."""
    page.goto(url)
    if in_sight(page, numbers):
        return 1
    link = page.get_by_role("link", name=HELP)
    assert link.evaluate(IN_SIGHT), url
    link.click()
    return 2 if in_sight(page, numbers) else 99


def in_sight(page, numbers):
    links = page.locator(", ".join(f'a[href="tel:{number}"]' for number in numbers))
    return any(link.evaluate(IN_SIGHT) for link in links.all())


def test_number_is_two_taps_away_from_every_page(demo, phone):
    taps = {path: taps_to(phone, demo.url + path, ["988", "911"]) for path in PAGES}

    assert {path for path, number in taps.items() if number > 2} == set()


def test_line_for_abuse_is_two_taps_away_for_a_reader_who_is_afraid_of_a_partner(demo, phone):
    abuse = 'a[href="tel:+18007997233"]'
    phone.goto(f"{demo.url}/")
    phone.get_by_role("link", name=HELP).click()
    phone.get_by_text("Lines for abuse").first.click()

    assert phone.locator(abuse).first.evaluate(IN_SIGHT)

    phone.goto(f"{demo.url}/approaches/concerns/relationship-difficulties/")
    assert phone.locator(abuse).first.evaluate(IN_SIGHT)
