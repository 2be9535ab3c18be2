"""A reader looks after their subscription on a phone and on a desktop, without script."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.axe import Axe
from tests.newsletter import rows, visitors
from tests.practice.rows import PRACTICE
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import reader_emails
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = pytest.mark.slow

SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
NEW = "new@mail.example"


@pytest.fixture
def reader(live_site):
    PracticeSettings.objects.create(
        site=live_site,
        name="Willowmere",
        **PRACTICE | {"sender_email": "posts@host.example", "postal_address": "1 Host Street"},
    )
    return rows.subscriber(live_site)


@pytest.fixture(params=SCREENS)
def page(request, chromium_page, reader):
    width, height = SCREENS[request.param]
    context = chromium_page.context.browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": height}
    )
    return context.new_page()


def path(site, name, token):
    return f"{site.root_url}/newsletter/{name}/{token}/"


def fits(page):
    box = page.locator(".therapy-page").bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def status_message(page):
    return page.locator("[role=status], [role=alert]")


def test_reader_chooses_pauses_and_leaves(page, live_site, reader):
    page.goto(path(live_site, "manage", tokens.unsubscribe_token(reader)))
    page.get_by_label("Once a week, if there’s something new").check()
    page.get_by_role("button", name="Save").click()
    expect(status_message(page)).to_have_text("Saved.")
    expect(page.get_by_label("Once a week, if there’s something new")).to_be_checked()

    page.get_by_label("No emails until").fill(str(local_dates.today() + timedelta(days=9)))
    page.get_by_role("button", name="Take a break").click()
    expect(status_message(page)).to_contain_text("You’ll get no emails until")
    page.get_by_role("button", name="Get emails again now").click()
    expect(status_message(page)).to_have_text("Your emails begin again with the next post.")
    assert fits(page)

    page.get_by_role("button", name="Unsubscribe").click()
    page.get_by_label("Too many emails").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    reader.refresh_from_db()
    assert (reader.status, reader.frequency) == ("unsubscribed", "weekly")


def test_reader_gets_a_link_changes_the_address_and_erases(page, live_site, reader, mailoutbox):
    page.goto(f"{live_site.root_url}{visitors.SUBSCRIBE}")
    page.get_by_role("link", name="Already subscribed? Change your emails").click()
    page.get_by_label("Email address").fill(reader.email)
    # People need longer to type than a browser.
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Email me the link").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    reader_emails.send_due()

    [own] = visitors.links_to("manage-all", mailoutbox[-1].body)
    page.goto(own)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download it").click()
    assert download.value.suggested_filename == "subscription.json"
    page.get_by_label("New email address").fill(NEW)
    page.get_by_role("button", name="Change my address").click()
    expect(status_message(page)).to_contain_text("An email is on its way to your new address.")
    reader_emails.send_due()

    [confirm] = visitors.links_to("new-address", mailoutbox[-1].body)
    page.goto(confirm)
    page.get_by_role("button", name="Confirm this address").click()
    expect(page.get_by_role("heading", name="Your address has changed")).to_be_visible()
    page.goto(own)
    expect(page.get_by_role("heading", name="This link isn’t working")).to_be_visible()

    page.goto(path(live_site, "manage-all", tokens.manage_token(Subscriber.objects.get())))
    page.get_by_role("button", name="Delete everything").click()
    expect(status_message(page)).to_contain_text("Tick the box")
    page.get_by_label("Yes, delete everything").check()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_role("heading", name="Everything is deleted")).to_be_visible()
    assert (fits(page), Subscriber.objects.count()) == (True, 0)


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(chromium_page, live_site, reader, screen):
    width, height = SCREENS[screen]
    chromium_page.set_viewport_size({"width": width, "height": height})
    axe = Axe(chromium_page)
    found = []
    for name, token in [
        ("manage", tokens.unsubscribe_token(reader)),
        ("manage-all", tokens.manage_token(reader)),
    ]:
        chromium_page.goto(path(live_site, name, token))
        found += axe.violations()
        assert fits(chromium_page)
    assert found == []
