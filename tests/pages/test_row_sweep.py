"""Lists, forms with faults, and what has become of rows, opened as in ``test_admin_sweep``."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.blog.archived_comments.comments import comment, stored
from tests.full_bodies import LONG_TITLE
from tests.newsletter import rows as newsletter
from tests.pages import rows
from tests.pages.admin_in_browser import WHOLE, opened
from tests.pages.admin_looks import odd
from tests.practice.rows import PRACTICE
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import acts, subscriptions
from wagtail_therapy.newsletter.readers.imports import text_of
from wagtail_therapy.newsletter.sending import announcements
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = [pytest.mark.sweep, pytest.mark.slow, *rows.MAKES_RENDITIONS]

FINE = WHOLE | {"axe": []}
Status = Subscriber.Status
LIST = "/admin/therapy/comments/"
WORDS = "I came to you after my brother died, and it helped me more than I can say. " * 4
SAVE = "button[type=submit]:not([form]):visible"


@pytest.fixture
def see(page, faults, look):
    """Open a page, and say what is wrong with it."""

    def seen(name, address):
        return opened(page, address, faults) | look(name)

    return seen


def test_comments_of_an_old_site_are_whole(page, live_site, see, look):
    post = rows.post(rows.blog(live_site), rows.author(), title=LONG_TITLE)
    [first, *_others] = stored(
        post, comment(1, WORDS), comment(2, "Yes.", name="J. S.", answers=1), comment(3, "So so.")
    )
    found = {
        "list": see("comments", LIST),
        "post": see("comments of a post", reverse("wagtail_therapy_page_comments", args=[post.pk])),
        "erase": see("comment to erase", reverse("wagtail_therapy_erase_comment", args=[first.pk])),
        "form": see("post with comments", f"/admin/pages/{post.pk}/edit/"),
    }
    opened(page, LIST, [])
    for name, typed in {"found": "Mary", "not found": "Zoe"}.items():
        page.locator("[name=name]").fill(typed)
        with page.expect_navigation():
            page.get_by_role("button", name="Find").click()
        found[name] = look(f"comments {name}")

    assert odd(found, FINE) == ""


def test_announcement_is_whole_before_it_is_emailed_and_after(admin_pages, editor, see):
    newsletter.subscribers(admin_pages.site, 3)
    announcement, found = admin_pages.place.announcement, {}
    address = f"/admin/therapy/announcements/{announcement.pk}/"
    found["question"] = see("announcement question", f"{address}send/")
    announcements.queue(announcement, editor)
    found["held"] = see("announcement held", address)
    mailing = announcements.mailing_of(announcement)
    found["mailing"] = see("announcement mailing", mailing.get_absolute_url())
    found["list"] = see("announcement list", "/admin/therapy/announcements/")

    assert odd(found, FINE) == ""


def test_reader_is_whole_in_each_status(live_site, see):
    found, soon = {}, timezone.now() + timedelta(days=20)
    asked = text_of("We’ll email you new posts. You can leave at any time.")
    jane = subscriptions.request(live_site, "jane@mail.example", consent_text=asked, language="en")
    found["pending"] = see("reader pending", address_of(jane))
    subscriptions.confirm(jane, jane.token_version)
    found["active"] = see("reader active", address_of(jane))
    acts.unsubscribe(jane, by="Orla")
    found["unsubscribed"] = see("reader unsubscribed", address_of(jane))
    acts.never_again(jane, by="Orla")
    found["suppressed"] = see("reader suppressed", address_of(jane))
    paused = newsletter.subscriber(live_site, status=Status.PAUSED, paused_until=soon)
    found["paused"] = see("reader paused", address_of(paused))

    assert odd(found, FINE) == ""


def address_of(reader):
    return f"/admin/therapy/subscribers/{reader.pk}/"


def test_lists_without_rows_are_whole(live_site, see):
    names = ("subscribers", "imports", "mailings", "announcements", "comments", "wordpress")
    found = {name: see(f"empty {name}", f"/admin/therapy/{name}/") for name in names}

    assert odd(found, FINE) == ""


def test_group_whose_members_look_after_readers_is_whole(see):
    assert see("group", reverse("wagtailusers_groups:add")) == FINE


def test_reports_and_dashboard_are_whole_where_much_is_wrong(admin_pages, see):
    long_ago = timezone.localdate() - timedelta(days=2000)
    PracticeSettings.objects.all().delete()
    PracticeSettings.objects.create(site=admin_pages.site, **PRACTICE)
    for page in admin_pages.pages.values():
        if hasattr(page, "get_next_review_date"):
            rows.review(page, admin_pages.author, long_ago, note="I read all of it.")
    post, site = admin_pages.pages[BlogPostPage], admin_pages.site
    found = {
        "dashboard": see("faulty dashboard", "/admin/"),
        "readiness": see("faulty readiness", reverse("wagtail_therapy_readiness")),
        "reviews": see("faulty reviews", reverse("wagtail_therapy_reviews")),
        "lines": see("faulty lines", reverse("wagtail_therapy_crisis_lines", args=[site.pk])),
        "review": see("faulty review", reverse("wagtail_therapy_mark_reviewed", args=[post.pk])),
        "post": see("overdue post", f"/admin/pages/{post.pk}/edit/"),
    }

    assert odd(found, FINE) == ""


def test_every_form_that_is_sent_empty_says_its_faults(page, admin_pages, faults, look):
    found = {}
    for name, url in admin_pages.forms().items():
        if not name.endswith(":add") and not name.startswith("add "):
            continue
        opened(page, url, faults)
        with page.expect_navigation():
            page.locator("form:not([role=search])").locator(SAVE).first.click()
        found[name] = look(f"empty {name}")

    assert odd(found, FINE) == ""
