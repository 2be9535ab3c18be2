"""What a finger finds of the crisis lines."""

from tests.pages import rows
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS
TOO_SMALL = """(links) => links
    .map((link) => [link.textContent, link.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 44)
    .map(([text]) => text)"""


def test_lines_are_large_enough_for_a_finger_and_unfold_without_a_script(
    live_site, live_server, chromium_window
):
    page, _offsite = chromium_window
    PracticeSettings.objects.create(site=live_site, crisis_preset="us")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live_server.url + rows.blog(live_site).url)
    abuse = page.get_by_role("link", name="Call 1-800-799-7233")
    before = abuse.is_visible()
    page.get_by_text("Lines for abuse, and more").click()

    assert (before, abuse.is_visible()) == (False, True)
    links = page.locator(".therapy-crisis a, .therapy-crisis summary")
    assert (links.count(), links.evaluate_all(TOO_SMALL)) == (18, [])


def test_line_above_the_text_shows_its_numbers_on_the_first_screen_of_a_phone(
    live_site, live_server, chromium_window
):
    page, _offsite = chromium_window
    PracticeSettings.objects.create(site=live_site, crisis_preset="us")
    approach = rows.approach(
        rows.approaches(live_site), short_definition="Slow.", crisis_notice="always"
    )
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + approach.url)

    for name in ("Call 911", "Call 988", "Text 988"):
        box = page.get_by_role("link", name=name, exact=True).first.bounding_box()
        assert box["y"] + box["height"] < 844
        assert min(box["width"], box["height"]) >= 44
    assert page.get_by_role("heading", name="If you need help now").count() == 1
