"""What a thumb finds of the links to concerns."""

from tests.pages import rows

pytestmark = rows.MAKES_RENDITIONS
SIZES = """links => links.map(link => link.getBoundingClientRect())
    .map(box => [box.bottom <= innerHeight, box.height >= 44 && box.width >= 44])"""


def test_concerns_are_on_the_first_screen_of_a_phone(live_site, chromium_page):
    index = rows.approaches(live_site)
    concerns = [rows.concern(name) for name in ("Anxiety", "Depression", "Grief", "Self-harm")]
    used = [rows.used_for(one) for one in concerns]
    rows.approach(index, "ACT", short_definition="Room.", concerns=used)
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    chromium_page.goto(index.full_url)

    found = chromium_page.locator(".therapy-concern-links a")
    assert found.evaluate_all(SIZES) == [[True, True]] * 4
