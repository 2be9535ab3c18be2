"""Looking after readers in a real browser, with the keyboard only, on a phone and at a desk.

With ``ADMIN_PICTURES=folder`` it takes pictures, light and dark.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.newsletter import editors, rows
from tests.pages.admin_in_browser import DESK, PHONE, SHOWN, tabbed
from tests.pages.admin_looks import take
from wagtail_therapy.newsletter.models import ConsentText, Subscriber
from wagtail_therapy.newsletter.readers import subscriptions

pytestmark = pytest.mark.slow

JANE = "jane.doe@mail.example"
VIEW, CHANGE = "view_subscriber", "change_subscriber"
ADDRESS, EXPORT = "view_subscriber_address", "export_subscriber"
LIST = "/admin/therapy/subscribers/"


@pytest.fixture
def readers(live_site):
    """Jane, who signed up by the form, and readers who joined in the last months."""
    text = ConsentText.store("We’ll email you new posts. You can leave at any time.", "en")
    jane = subscriptions.request(live_site, JANE, consent_text=text, language="en")
    subscriptions.confirm(jane, jane.token_version)
    for month in range(1, 9):
        at = timezone.now() - timedelta(days=30 * month)
        for number in range(12 - month):
            name = f"reader-{month}-{number}@mail.example"
            rows.subscriber(live_site, name, confirmed_at=at, created_at=at)
    rows.subscriber(live_site, "waiting@mail.example", Subscriber.Status.PENDING)
    return jane


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request):
    return request.param


@pytest.fixture
def enter(chromium_page, live_site, settings, size):
    """Return a function that logs in a user with these permissions."""
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None
    chromium_page.set_viewport_size(size)

    def enter(*permissions):
        client = editors.member(live_site, site_permissions=permissions)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": live_site.root_url}
        chromium_page.context.add_cookies([cookie])
        chromium_page.goto(f"{live_site.root_url}{LIST}")
        return chromium_page

    return enter


def look(page, name):
    """Check that nothing is cut off, and take a picture in both schemes."""
    page.evaluate(SHOWN)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    size = page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        take(page, size, f"readers {name}-{size['width']}-{scheme}")
    page.emulate_media(color_scheme="light")


def press(page, name, role="link"):
    """Go to a link or button by Tab and press Enter, which opens another page."""
    focus(page, name, role)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focus(page, name, role):
    goal = page.locator("main").get_by_role(role, name=name, exact=True)
    page.evaluate("document.activeElement.blur()")
    for _step in range(200):
        if goal.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")


def test_reader_who_telephones_is_found_and_unsubscribed(enter, readers):
    page = enter(VIEW, ADDRESS, CHANGE, EXPORT)
    look(page, "list")
    unseen = tabbed(page, "address")[1]
    page.keyboard.type(JANE)
    page.keyboard.press("Enter")
    expect(page.locator("main p[role=status]")).to_contain_text("Subscribed.")
    look(page, "reader")
    press(page, "Erase…")
    look(page, "erase")
    press(page, "No, go back")
    press(page, "Unsubscribe…")
    look(page, "unsubscribe")
    press(page, "Unsubscribe this reader", "button")
    expect(page.locator(".messages")).to_contain_text("This reader is unsubscribed.")
    assert (Subscriber.objects.get(email=JANE).status, unseen) == ("unsubscribed", [])


def test_addresses_are_masked_without_the_permission(enter, readers):
    page = enter(VIEW, CHANGE)
    assert JANE not in page.content()
    look(page, "masked-list")
    tabbed(page, "address")
    page.keyboard.type("jane")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter an email address in full")).to_be_visible()
    look(page, "masked-find")
    page.get_by_label("Find a reader by the whole email address").fill(JANE)
    page.keyboard.press("Enter")
    expect(page.locator("main p[role=status]")).to_contain_text("Subscribed.")
    expect(page.get_by_role("button", name="Export what we hold")).to_have_count(0)
    look(page, "masked-reader")


def test_several_readers_are_chosen_and_erased_with_the_keyboard(enter, readers, live_site):
    page = enter(VIEW, ADDRESS, CHANGE)
    before = Subscriber.objects.count()
    boxes = page.locator("tbody [data-bulk-action-checkbox]")
    for number in range(2):
        boxes.nth(number).focus()
        page.keyboard.press("Space")
    expect(page.get_by_role("link", name="Erase the selected readers")).to_be_visible()
    look(page, "chosen")
    page.get_by_role("link", name="Erase the selected readers").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Erase 2 readers?")).to_be_visible()
    look(page, "erase-several")
    press(page, "Erase", "button")
    expect(page.locator(".messages")).to_contain_text("2 readers are erased.")
    assert Subscriber.objects.count() == before - 2


def test_reader_is_added_and_the_list_exported(enter, readers):
    page = enter(VIEW, ADDRESS, CHANGE, EXPORT)
    page.get_by_role("link", name="Add a reader").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tabbed(page, "address")
    page.keyboard.type("new@mail.example")
    tabbed(page, "agreed_date")
    page.keyboard.type("2026-03-02")
    page.keyboard.press("Escape")
    tabbed(page, "statement")
    page.keyboard.type("On paper, in the waiting room")
    look(page, "add")
    press(page, "Add this reader", "button")
    expect(page.locator(".messages")).to_contain_text("The reader is added")
    page.goto(page.url.partition("/therapy/")[0] + "/therapy/subscribers/export/")
    look(page, "export")
    tabbed(page, "format")
    page.keyboard.press("Space")
    with page.expect_download() as download:
        focus(page, "Export", "button")
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")
