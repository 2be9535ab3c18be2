"""The whole way of a post to its readers, as a newcomer walks it in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import is_offsite
from tests.example_site.demo_process import log_in
from tests.processes import wait_until

pytestmark = pytest.mark.slow

READER = "new.reader@example.com"


def test_post_reaches_each_reader_once_and_no_unsubscribed_reader(demo, chromium_page):
    visitor = chromium_page
    subscribe(visitor, demo)
    confirm(visitor, demo)

    # A browser of her own, so that the visitor stays a stranger to the site.
    editor = visitor.context.browser.new_page()
    offsite = []
    editor.on("request", lambda request: is_offsite(request.url) and offsite.append(request.url))
    log_in(editor, demo)
    publish_and_email(editor, demo, "The first frost")
    # Twelve invented readers and ours, when the hold has ended.
    wait_for_readers(visitor, demo, "The first frost", 13)
    first = readers_of(visitor, demo, "The first frost")
    assert first == sorted(set(first))
    assert first.count(READER) == 1

    unsubscribe_with_one_click(visitor, demo)
    publish_and_email(editor, demo, "After the thaw")
    send_now(editor)
    wait_for_readers(visitor, demo, "After the thaw", 12)
    # Two more sweeps would bring what comes late, or twice.
    sweeps = sweeps_of(demo)
    wait_until(lambda: sweeps_of(demo) >= sweeps + 2, seconds=120, every=0.5)
    assert readers_of(visitor, demo, "The first frost") == first
    assert readers_of(visitor, demo, "After the thaw") == sorted(set(first) - {READER})
    assert offsite == []


def subscribe(page, demo):
    page.goto(f"{demo.url}/field-notes/")
    page.wait_for_timeout(2_500)  # A form that is sent back at once was filled in by a program.
    page.get_by_label("Email address").fill(READER)
    page.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()


def confirm(page, demo):
    wait_for_readers(page, demo, "Please confirm", 1)
    open_mail(page, "Please confirm")
    expect(page.locator(".mailbox-text")).to_contain_text("/newsletter/confirm/")
    with page.expect_popup() as popup:
        page.frame_locator(".mailbox-html").get_by_role("link").first.click()
    confirmation = popup.value
    confirmation.get_by_role("button").click()
    expect(confirmation.get_by_role("heading", level=1)).to_have_text("You’re subscribed")
    confirmation.close()


def wait_for_readers(page, demo, subject, number):
    """Look into the mailbox until it holds so many mails with this subject."""
    wait_until(lambda: len(readers_of(page, demo, subject)) >= number, seconds=180, every=1)


def sweeps_of(demo):
    """Return how often the worker has looked for mail that is due."""
    return len(re.findall(r"newsletter\.sweep\[[^]]*\] succeeded", demo.log("worker")))


def readers_of(page, demo, subject):
    """Return the recipients of the emails with this subject, sorted, with repeats."""
    page.goto(f"{demo.url}/mailbox/")
    rows = page.locator("tbody tr").filter(has_text=subject)
    return sorted(rows.locator(".mailbox-to").all_inner_texts())


def open_mail(page, subject):
    rows = page.locator("tbody tr").filter(has_text=READER).filter(has_text=subject)
    rows.get_by_role("link").click()


def publish_and_email(page, demo, title):
    page.goto(f"{demo.url}/field-notes/")
    page.locator("#wagtail-userbar-trigger").click()
    page.get_by_role("menuitem", name="Add a child page").click()
    # What is typed before Wagtail's scripts listen would never be saved as a draft.
    page.wait_for_load_state("networkidle")
    page.get_by_placeholder("Page title").fill(title)
    # The author of the account is there already.
    expect(page.get_by_role("region", name="Authors")).to_contain_text("Orla Penhallow")
    body = page.get_by_role("region", name="Body")
    body.get_by_role("button", name="Insert a block").click()
    page.get_by_role("option", name="Paragraph").click()
    body.locator("[contenteditable=true]").click()
    page.keyboard.type("It came in the night, and no one had asked it to.")
    page.get_by_label("No, put it on the site only").check()
    # People are slower than Wagtail, which hands over typed text after a while and saves drafts.
    page.wait_for_timeout(1_500)
    page.get_by_label("Yes, email it").check()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^Publish and email")).click()
    expect(page.get_by_text("will be emailed to")).to_be_visible()


def send_now(page):
    page.get_by_role("link", name="Send now or cancel").click()
    page.get_by_role("link", name="Send now…").click()
    with page.expect_response("**/send_now/") as response:
        page.get_by_role("button", name="Yes, send it now").click()
    assert response.value.status == 302


def unsubscribe_with_one_click(page, demo):
    page.goto(f"{demo.url}/mailbox/")
    open_mail(page, "The first frost")
    page.get_by_role("button", name="Unsubscribe with one click").click()
    expect(page.get_by_role("status")).to_have_text("The site answered: 200 OK.")
