"""What the emails to one reader say, and where they lead."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests.newsletter import rows, visitors
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.composing import emails, emails_to_readers
from wagtail_therapy.newsletter.models import NewsletterSettings, ReaderEmail
from wagtail_therapy.newsletter.readers import confirmations, subscriptions

NEW, FORMER = "new@mail.example", "former@mail.example"


@pytest.fixture
def reader(practice):
    new = {"new_email": NEW, "new_email_requested_at": timezone.now()}
    return rows.subscriber(practice.site, **new)


BUILD = {
    "link": emails_to_readers.link,
    "new address": emails_to_readers.new_address,
    "address changed": lambda reader: emails_to_readers.address_changed(reader, FORMER),
    "welcome": emails_to_readers.welcome,
}
PATHS = {
    "link": ["manage-all"],
    "new address": ["new-address"],
    "address changed": [],
    "welcome": ["manage", "u"],
}


def html(message):
    return BeautifulSoup(message.alternatives[0].content, "html.parser")


def settings_of(site, **fields):
    return NewsletterSettings.objects.create(site=site, **fields)


@pytest.mark.parametrize("name", BUILD)
def test_both_bodies_have_the_same_links(reader, name):
    message = BUILD[name](reader)
    links = [link["href"] for link in html(message).find_all("a")]
    assert [link.rstrip("/").split("/")[-2] for link in links] == PATHS[name]
    assert re.findall(r"https?://\S+", message.body) == links
    assert html(message).select("img, [src], script, form, iframe") == []
    assert "1 Host Street" in message.body


@pytest.mark.parametrize("name", BUILD)
def test_emails_are_marked_as_automatic_and_name_no_other_address(reader, name):
    message = BUILD[name](reader)
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    others = {reader.email, NEW, FORMER} - set(message.to)
    assert [one for one in others if one in str(html(message)) + message.body] == []


@pytest.mark.parametrize("name", BUILD)
def test_emails_need_what_every_email_needs(reader, practice, name):
    practice.postal_address = ""
    practice.save()
    with pytest.raises(emails.CannotMailError):
        BUILD[name](reader)


def test_emails_are_in_the_language_of_the_reader(reader):
    reader.language = "de"
    assert "de" in html(emails_to_readers.link(reader)).html["lang"]


TEXT = "Hello & welcome.\n\nWe <b>write</b> once a month.\nOn Sundays."


def test_welcome_has_the_words_of_the_practice_as_plain_text(reader):
    settings_of(reader.site, welcome_text=TEXT)
    message = emails_to_readers.welcome(reader)
    paragraphs = [one.get_text() for one in html(message).select(".sheet p")]
    assert paragraphs == ["Hello & welcome.", "We <b>write</b> once a month.On Sundays."]
    assert TEXT in message.body


def test_welcome_has_words_of_ours_if_there_are_none(reader):
    message = emails_to_readers.welcome(reader)
    assert "Thank you for subscribing. We’ll email you our new posts." in message.body


def test_welcome_shows_the_chosen_posts_that_anyone_may_read(reader, make_post, site):
    other = Site.objects.create(hostname="other.example", root_page=make_post("Elsewhere"))
    away = make_post("Away", live=True, slug="away")
    away.move(other.root_page, "last-child")
    private = make_post("Private", live=True)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    first, second = make_post("First", live=True), make_post("Second", live=True)
    gone = make_post("Gone", live=True)
    chosen = [second, make_post("Draft"), private, gone, away, first, second]
    settings_of(site, welcome_posts=[("post", page) for page in chosen])
    gone.delete()

    message = emails_to_readers.welcome(reader)
    titles = [link.get_text() for link in html(message).select(".sheet a")]
    assert titles == ["Second", "First"]
    assert [title in message.body for title in titles] == [True, True]
    assert "A short excerpt." in message.body


def test_welcome_is_due_after_a_confirmation_only_if_the_practice_wants_it(site):
    readers = [rows.subscriber(site, f"{n}@mail.example", "pending") for n in range(2)]
    subscriptions.confirm(readers[0], 0)
    settings_of(site, sends_welcome=True)
    for _ in range(2):
        subscriptions.confirm(readers[1], 0)
    assert [one.subscriber for one in ReaderEmail.objects.all()] == [readers[1]]


@pytest.mark.parametrize(
    ("build", "field"),
    [
        (emails_to_readers.confirmation, "confirmation_text"),
        (emails_to_readers.reminder, "reminder_text"),
    ],
)
def test_practice_words_the_email_that_asks_to_confirm(practice, build, field):
    settings_of(practice.site, **{field: TEXT})
    message = build(rows.subscriber(practice.site, status="pending"))
    assert TEXT in message.body
    shown = html(message).select_one(".sheet").get_text()
    assert "We <b>write</b> once a month." in shown
    # Ours stays: it says what this is about to a person who never asked.
    assert "someone (we hope it was you) asked" in shown.lower().replace("\xa0", " ")


def test_scanner_that_posts_to_the_links_of_a_welcome_only_unsubscribes(client, reader):
    """Mail programs do the same in one click, so the link to leave has to act (RFC 8058)."""
    settings_of(reader.site)
    message = emails_to_readers.welcome(reader)
    manage, leave = (visitors.path(link["href"]) for link in html(message).find_all("a"))
    for method in (client.get, client.head, client.post):
        method(manage)
    reader.refresh_from_db()
    assert (reader.status, reader.is_frequency_chosen) == ("active", False)
    client.post(leave)
    reader.refresh_from_db()
    assert reader.status == "unsubscribed"


def test_already_subscribed_reader_is_led_to_their_choices(practice, mailoutbox):
    reader = rows.subscriber(practice.site)
    visitors.ask(practice.site)
    confirmations.send_due(1)
    token = tokens.unsubscribe_token(reader)
    assert visitors.links_to("manage", mailoutbox[0].body) == [
        f"http://testserver/newsletter/manage/{token}/"
    ]
