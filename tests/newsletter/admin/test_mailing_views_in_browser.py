"""The page of a mailing keeps itself true, in a real browser."""

import pytest
from django.templatetags.static import static
from django.utils import timezone
from playwright.sync_api import expect

from tests.newsletter import rows
from tests.newsletter.mailing_pages import url
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import preparation

pytestmark = pytest.mark.slow

TYPED = "reader@mail.example"
SENTENCE = "#therapy-sentence"


@pytest.fixture
def page(chromium_page, live_site, editor_client, settings):
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = None
    session = editor_client.cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_site.root_url}
    chromium_page.context.add_cookies([cookie])
    chromium_page.clock.install()
    return chromium_page


def test_page_follows_the_mailing_where_a_part_of_it_is_missing(page, live_site, mailing):
    rows.subscribers(live_site, 2)
    preparation.prepare(mailing)
    page.goto(f"{live_site.root_url}{url(mailing)}")
    # As in a template of a host's that leaves it out once the mailing has ended.
    page.evaluate("""() => {
        const added = document.createElement("p");
        added.id = "nowhere-else";
        added.dataset.therapyPart = "";
        document.querySelector("[data-therapy-mailing]").prepend(added);
    }""")

    Mailing.objects.update(sent=1)
    page.clock.fast_forward("00:06")
    expect(page.locator(SENTENCE)).to_have_text("It’s being sent: 1 of 2 so far.")


def test_script_does_nothing_where_a_host_shows_no_mailing(page, live_site):
    faults = []
    page.on("pageerror", lambda fault: faults.append(fault.message))
    page.goto(f"{live_site.root_url}/admin/")
    page.add_script_tag(url=static("wagtail_therapy/admin/mailing.js"))
    assert faults == []


def test_page_follows_the_mailing_and_keeps_what_was_typed(page, live_site, mailing):
    rows.subscribers(live_site, 2)
    preparation.prepare(mailing)
    page.goto(f"{live_site.root_url}{url(mailing)}")
    expect(page.locator(SENTENCE)).to_have_text("It’s being sent: 0 of 2 so far.")
    expect(page.get_by_role("link", name="Refresh")).to_have_count(0)
    page.get_by_label("The reader’s whole email address").fill(TYPED)

    Mailing.objects.update(sent=1)
    page.clock.fast_forward("00:06")
    expect(page.locator(SENTENCE)).to_have_text("It’s being sent: 1 of 2 so far.")
    expect(page.get_by_role("link", name="Cancel the rest…")).to_have_count(1)

    Mailing.objects.update(state="finished", sent=2, finished_at=timezone.now())
    page.clock.fast_forward("00:06")
    expect(page.locator(SENTENCE)).to_contain_text("it was sent to all 2 readers.")
    expect(page.get_by_role("link", name="Cancel the rest…")).to_have_count(0)
    expect(page.get_by_label("The reader’s whole email address")).to_have_value(TYPED)
