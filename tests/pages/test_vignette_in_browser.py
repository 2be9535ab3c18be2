"""An example of a client asks only for what its basis needs."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows

pytestmark = pytest.mark.slow


def test_example_asks_for_consent_and_source_only_where_they_are_needed(page, live_site, faults):
    parent = rows.blog(live_site)
    page.goto(f"{page.admin}/pages/add/wagtail_therapy_pages/blogpostpage/{parent.pk}/")
    body = page.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Example of a client").click()
    consent = body.get_by_label("Their written consent is on file")
    source = body.get_by_text("Where it was published")
    expect(body.get_by_label("What it is based on")).to_be_visible()

    shown = {}
    for basis in ("invented", "composite", "real", "published"):
        body.get_by_label("What it is based on").select_option(basis)
        shown[basis] = (consent.is_visible(), source.is_visible())

    assert shown == {
        "invented": (False, False),
        "composite": (False, False),
        "real": (True, False),
        "published": (False, True),
    }
    assert faults == []
