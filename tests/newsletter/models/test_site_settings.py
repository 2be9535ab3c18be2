from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from tests.mail_settings import smtp_settings
from wagtail_therapy.newsletter.models import NewsletterSettings


def test_read_writes_no_row(site):
    assert NewsletterSettings.read(site).list_name == ""
    assert NewsletterSettings.objects.count() == 0


def test_read_returns_what_is_set_for_a_site(site):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    NewsletterSettings.objects.create(site=site, list_name="Letters")
    names = [NewsletterSettings.read(one).list_name for one in (site, other)]
    assert names == ["Letters", ""]


@pytest.fixture
def url(site):
    names = ["wagtail_therapy_newsletter", "newslettersettings", site.pk]
    return reverse("wagtailsettings:edit", args=names)


# What the form always has.
FILLED_IN = {
    "part": "whole",
    "frequency": "instant",
    "digest_weekday": "0",
    "digest_day": "1",
    "digest_hour": "9",
    "welcome_posts-count": "0",
}


def sent(*posts, **fields):
    """Return what a browser sends of the form, with these posts for the welcome."""
    chosen = {"welcome_posts-count": len(posts)}
    for number, post in enumerate(posts):
        name = f"welcome_posts-{number}"
        chosen |= {f"{name}-type": "post", f"{name}-value": post.pk}
        chosen |= {f"{name}-order": number, f"{name}-deleted": ""}
    return FILLED_IN | fields | chosen


def test_settings_are_edited_in_the_admin(editor_client, site, url):
    data = {"list_name": "Letters", "introduction": "Twice a month.", "consent_text": "Our own."}
    data["part"] = "opening"
    assert editor_client.post(url, sent(**data)).status_code == 302
    saved = NewsletterSettings.read(site)
    assert {name: getattr(saved, name) for name in data} == data


def test_settings_show_what_people_read_beside_the_form(editor_client, site, url):
    NewsletterSettings.objects.create(site=site, consent_text="Letters <twice> a month.")
    page = BeautifulSoup(editor_client.get(url).content, "html.parser")
    shown = page.get_text(" ", strip=True)
    assert "Letters <twice> a month. You can leave at any time" in shown
    assert "Your email address, so that we can write to you." in shown


def test_tracking_is_off_at_the_service_that_was_checked(
    editor_client, site, url, use_mail_settings
):
    use_mail_settings(smtp_settings("smtp.one.example", 587))
    assert NewsletterSettings.read(site).service_to_check == "smtp.one.example"
    editor_client.post(url, sent(tracking_checked_date="2026-03-02"))
    saved = NewsletterSettings.read(site)
    assert (saved.tracking_checked_date, saved.tracking_checked_for, saved.is_untracked) == (
        date(2026, 3, 2),
        "smtp.one.example",
        True,
    )

    use_mail_settings(smtp_settings("smtp.another.example", 587))
    editor_client.post(url, sent(tracking_checked_date="2026-03-02", list_name="Letters"))
    assert NewsletterSettings.read(site).service_to_check == "smtp.another.example"
    editor_client.post(url, sent(tracking_checked_date="2026-03-03"))
    assert NewsletterSettings.read(site).is_untracked


def test_tracking_was_not_checked_in_the_future(editor_client, site, url):
    later = timezone.localdate() + timedelta(days=2)
    answer = editor_client.post(url, sent(tracking_checked_date=later.isoformat()))
    assert "This date is in the future." in answer.content.decode()
    assert NewsletterSettings.read(site).tracking_checked_date is None


def test_digest_times_count_from_when_they_are_set(editor_client, site, url):
    editor_client.post(url, sent(list_name="Letters"))
    assert NewsletterSettings.read(site).digest_times_set_at is None
    editor_client.post(url, sent(digest_hour="18"))
    saved = NewsletterSettings.read(site)
    assert (saved.digest_hour, saved.digest_times_set_at is None) == (18, False)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("digest_day", "29", "Ensure this value is less than or equal to 28."),
        ("digest_time_zone", "Mars/Olympus_Mons", "Choose a time zone from the list."),
    ],
)
def test_digest_times_that_never_come_are_refused(editor_client, site, url, field, value, message):
    answer = editor_client.post(url, sent(**{field: value}))
    assert message in answer.content.decode()
    saved = NewsletterSettings.read(site)
    assert (saved.digest_day, saved.digest_time_zone) == (1, "")


def test_welcome_shows_posts_and_no_other_pages(editor_client, site, url, make_post):
    post = make_post(live=True)
    assert editor_client.post(url, sent(post, sends_welcome="on")).status_code == 302
    assert [one.value.pk for one in NewsletterSettings.read(site).welcome_posts] == [post.pk]

    answer = editor_client.post(url, sent(site.root_page))
    assert "Choose a post that is emailed to readers." in answer.content.decode()
    assert [one.value.pk for one in NewsletterSettings.read(site).welcome_posts] == [post.pk]


def test_welcome_shows_five_posts_at_most(editor_client, site, url, make_post):
    posts = [make_post(f"Post {number}", live=True) for number in range(6)]
    assert editor_client.post(url, sent(*posts)).status_code == 200
    assert len(NewsletterSettings.read(site).welcome_posts) == 0
