"""Every page of ours in the admin, at each width and in each scheme. ``make admin`` runs it.

With ``ADMIN_PICTURES=folder`` it also takes a picture of each.
"""

import pytest

from tests.axe import Axe
from tests.pages import rows
from tests.pages.admin_in_browser import CONTROLS, DESK, PHONE, SHOWN, WHOLE, opened, tabbed
from tests.pages.admin_looks import odd, take, violations

pytestmark = [pytest.mark.sweep, pytest.mark.slow, *rows.MAKES_RENDITIONS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens_whole_and_is_accessible(page, admin_pages, faults, scheme):
    page.emulate_media(color_scheme=scheme)
    found, axe = {}, Axe(page)
    for name, url in admin_pages.everything().items():
        found[name] = opened(page, url, faults) | {"axe": []}
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.evaluate(SHOWN)
            found[name]["axe"] += violations(axe)
            take(page, size, f"{name}-{size['width']}-{scheme}")

    assert odd(found, WHOLE | {"axe": []}) == ""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_form_is_filled_in_with_the_keyboard(page, admin_pages, size):
    page.set_viewport_size(size)
    found = {}
    for name, url in admin_pages.forms().items():
        page.goto(f"{page.site}{url}")
        page.evaluate(SHOWN)
        controls = page.evaluate(CONTROLS)
        reached, unseen = tabbed(page)
        found[name] = [one for one in controls if one not in reached], unseen

    assert odd(found, ([], [])) == ""
