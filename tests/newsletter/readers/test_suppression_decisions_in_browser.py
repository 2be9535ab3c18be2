"""Stopping mail and allowing it again, in a real browser, as a practice's keeper of readers."""

import pytest
from playwright.sync_api import expect

from tests.newsletter import editors, provider_reports, rows
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber
from wagtail_therapy.newsletter.readers import suppressions

pytestmark = pytest.mark.slow

Status = Subscriber.Status
PERMISSIONS = ["view_subscriber", "view_subscriber_address", "change_subscriber"]
SCREENS = {"phone": (375, 800), "desktop": (1280, 900)}


@pytest.fixture
def reader(live_site):
    reader = rows.subscriber(live_site, "jane.doe@mail.example")
    suppressions.stop(live_site, [reader.address_hash], "bounced")
    return reader


@pytest.fixture(params=SCREENS)
def page(request, chromium_page, live_site, settings):
    """The browser of a user who looks after the readers, on a phone and on a desktop."""
    # Wagtail would ask another host for a portrait.
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None
    width, height = SCREENS[request.param]
    chromium_page.set_viewport_size({"width": width, "height": height})
    client = editors.member(live_site, site_permissions=PERMISSIONS)
    session = client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_site.root_url}
    chromium_page.context.add_cookies([cookie])
    return chromium_page


def fits(page):
    """Whether nothing has to be scrolled to from the side."""
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_mail_is_allowed_again_and_stopped(page, live_site, reader):
    page.goto(f"{live_site.root_url}/admin/therapy/subscribers/")
    page.get_by_role("link", name="jane.doe@mail.example").click()
    expect(page.locator("main p[role=status]")).to_contain_text("address does not exist")
    assert fits(page)

    page.get_by_role("link", name="Allow emails again…").click()
    expect(page.get_by_text("they get your next post")).to_be_visible()
    page.get_by_role("button", name="Allow emails again").click()
    expect(page.get_by_role("alert").filter(has_text="Choose a reason.")).to_be_visible()
    page.get_by_label("Their address works again").check()
    assert fits(page)
    page.get_by_role("button", name="Allow emails again").click()
    expect(page.locator(".messages li")).to_contain_text("Emails to this reader are allowed again.")
    assert provider_reports.status(reader)[0] == Status.ACTIVE

    page.get_by_role("link", name="Stop all emails…").click()
    page.get_by_label("The reader asked us to").check()
    assert fits(page)
    page.get_by_role("button", name="Stop all emails").click()
    expect(page.locator(".messages li")).to_contain_text(
        "This reader won’t get any more emails from you."
    )
    assert provider_reports.status(reader)[0] == Status.SUPPRESSED
    by = f"user {editors.user_of('member@host.example').pk}"
    expect(page.locator("main td", has_text=by).first).to_be_visible()
    assert fits(page)

    decided = ConsentEvent.objects.exclude(by="").order_by("pk")
    assert list(decided.values_list("kind", "by", "why")) == [
        ("lifted", by, "works"),
        ("suppressed", by, "asked"),
    ]
