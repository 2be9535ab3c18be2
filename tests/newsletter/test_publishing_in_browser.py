"""What a user sees of the mail at the doors by which a post is published, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.newsletter import publishing, rows
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent

pytestmark = pytest.mark.slow

ASKED = "ada@host.example has asked for"


@pytest.fixture
def mo(live_site):
    """May publish, and approve what is submitted."""
    return publishing.person(live_site, "mo", "add_page", "change_page", "publish_page")


@pytest.fixture
def wished(live_site, make_post):
    """A draft with the wish of a user who may not publish, for a list of two readers."""
    rows.subscribers(live_site, 2)
    ada = publishing.person(live_site, "ada", "add_page", "change_page")
    post = make_post(choice=None)
    rows.answer(post, "send", ada.user)
    post.save_revision(user=ada.user)
    return post


@pytest.fixture
def page(chromium_page, live_site, mo, settings):
    """The browser of the user who may publish."""
    # Wagtail would ask another host for a portrait.
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None
    session = mo.client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_site.root_url}
    chromium_page.context.add_cookies([cookie])
    return chromium_page


def admin(site, path=""):
    return f"{site.root_url}/admin/{path}"


def in_a_message(page, text):
    return page.locator(".messages li", has_text=text)


def test_wish_is_decided_while_publishing_in_bulk(page, live_site, wished):
    page.goto(admin(live_site, f"pages/{live_site.root_page_id}/"))
    page.locator(f"[data-bulk-action-checkbox][data-object-id='{wished.pk}']").check()
    page.get_by_role("link", name="Publish selected pages", exact=True).click()
    page.get_by_role("button", name="Yes, publish").click()

    expect(page.get_by_text(ASKED)).to_be_visible()
    page.get_by_label("Yes, email it to 2 readers").check()
    page.get_by_role("button", name="Publish", exact=True).click()

    message = in_a_message(page, "“On endings” will be emailed to 2 readers.")
    expect(message).to_be_visible()
    message.get_by_role("link", name="Send now or cancel").click()
    page.wait_for_url(f"**{Mailing.objects.get().get_absolute_url()}")


def test_email_request_is_shown_before_and_after_approval_on_the_dashboard(
    page, live_site, mo, wished
):
    publishing.moderated(live_site, mo).start(wished, mo.user)
    page.goto(admin(live_site))
    expect(page.locator("#therapy-mail-section").get_by_text(ASKED)).to_be_visible()

    page.locator("#awaiting-review-section").get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    message = in_a_message(page, "It was not emailed.")
    expect(message).to_be_visible()
    assert Mailing.objects.count() == 0

    message.get_by_role("link", name="Email it now").click()
    page.get_by_role("button", name="Yes, email it").click()
    page.wait_for_url(f"**{Mailing.objects.get().get_absolute_url()}")


def test_wish_is_decided_in_the_form(page, live_site, wished):
    page.goto(admin(live_site, f"pages/{wished.pk}/edit/"))
    expect(page.get_by_text(ASKED)).to_be_visible()
    page.get_by_label("No, put it on the site only").check()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(in_a_message(page, "has been published")).to_be_visible()
    kept = PostMailIntent.objects.values_list("choice", "set_by__email").get()
    assert (kept, Mailing.objects.count()) == (("dont", "mo@host.example"), 0)


def test_yes_is_shown_while_scheduling_and_can_be_withdrawn(page, live_site, mo, make_post):
    post = make_post(choice=None, go_live_at="2100-01-01T09:00Z")
    rows.answer(post, "send", mo.user)
    post.save_revision(user=mo.user)
    page.goto(admin(live_site, f"pages/{post.pk}/edit/"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Schedule to publish").click()

    message = in_a_message(page, "“On endings” goes live on Jan. 1, 2100, 9 a.m.")
    expect(message).to_be_visible()
    message.get_by_role("link", name="Do not email it").click()
    page.get_by_role("button", name="No, don’t email it").click()
    expect(in_a_message(page, "It will not be emailed.")).to_be_visible()
    assert PostMailIntent.objects.get().choice == "dont"


def test_wish_is_decided_while_approving_in_the_form(page, live_site, mo, wished):
    publishing.moderated(live_site, mo).start(wished, mo.user)
    page.goto(admin(live_site, f"pages/{wished.pk}/edit/"))
    expect(page.get_by_text(ASKED)).to_be_visible()
    page.get_by_label("Yes, email it").check()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Approve and Publish", exact=True).click()
    expect(in_a_message(page, "“On endings” will be emailed to 2 readers.")).to_be_visible()
