"""Every page of ours in the admin, at each width and in each scheme. ``make admin`` runs it.

With ``ADMIN_PICTURES=folder`` it also takes a picture of each.
"""

import os
import re
from pathlib import Path

import pytest

from tests.axe import Axe
from tests.pages import rows
from tests.pages.admin_in_browser import CONTROLS, DESK, PHONE, SHOWN, WHOLE, opened, tabbed
from tests.pages.admin_pages import AdminPages

pytestmark = [pytest.mark.sweep, pytest.mark.slow, *rows.MAKES_RENDITIONS]

FOLDER = os.environ.get("ADMIN_PICTURES")
# What Wagtail's own pages have, too: modals, rich text and cells of tables without a name, snippets
# without a heading, blocks of one kind with one name, a menu of blocks in groups.
WAGTAILS = re.compile(
    "aria-dialog-name|aria-input-field-name|aria-required-children: .*downshift"
    "|empty-meta-description|label: .*table-cell|landmark-unique|page-has-heading-one"
    "|scrollable-region-focusable"
)
# Wagtail's pages scroll within the window.
HEIGHT = "Math.max(...[...document.querySelectorAll('body *')].map(one => one.scrollHeight))"
# What a texture holds.
TALLEST = 16_000


@pytest.fixture
def admin_pages(live_site):
    return AdminPages(live_site)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens_whole_and_is_accessible(page, admin_pages, faults, scheme):
    page.emulate_media(color_scheme=scheme)
    found, axe = {}, Axe(page)
    for name, url in admin_pages.everything().items():
        found[name] = opened(page, url, faults) | {"axe": []}
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.evaluate(SHOWN)
            found[name]["axe"] += [one for one in axe.violations() if not WAGTAILS.match(one)]
            take(page, size, f"{name}-{size['width']}-{scheme}")

    assert odd(found, WHOLE | {"axe": []}) == ""


def test_every_form_is_filled_in_with_the_keyboard(page, admin_pages):
    found = {}
    for name, url in admin_pages.forms().items():
        page.goto(f"{page.site}{url}")
        page.evaluate(SHOWN)
        controls = page.evaluate(CONTROLS)
        reached, unseen = tabbed(page)
        found[name] = [one for one in controls if one not in reached], unseen

    assert odd(found, ([], [])) == ""


def odd(found, expected):
    """Return what is not as expected, each in a line."""
    return "\n".join(f"{name}: {one}" for name, one in found.items() if one != expected)


def take(page, size, name):
    if FOLDER:
        page.set_viewport_size(size | {"height": min(page.evaluate(HEIGHT), TALLEST)})
        page.screenshot(path=Path(FOLDER) / f"{name.replace(':', ' ')}.png")
