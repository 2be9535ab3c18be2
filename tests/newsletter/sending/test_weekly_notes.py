"""The numbers that the owner of a list gets once a week, and the link that stops them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command

from tests.mail_settings import backend_settings
from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Mailing, NewsletterSettings, WeeklyNote
from wagtail_therapy.newsletter.readers import subscriptions
from wagtail_therapy.newsletter.sending import weekly_notes

OWNERS = "orla@host.example\nno@host.example"
# A Wednesday, and the week before.
NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
LAST_WEEK = datetime(2026, 3, 11, 9, tzinfo=UTC)


@pytest.fixture
def wanted(practice, time_machine):
    """Six readers joined last week and one left; two addresses want to know."""
    time_machine.move_to(LAST_WEEK)
    for reader in rows.subscribers(practice.site, 6):
        subscriptions.record(reader, "confirmed", "link")
    subscriptions.unsubscribe(rows.subscriber(practice.site, "left@mail.example"), "link")
    time_machine.move_to(NOW)
    return NewsletterSettings.objects.create(site=practice.site, weekly_note_to=OWNERS)


def send():
    cache.clear()
    return weekly_notes.send_due()


def test_note_has_numbers_only_and_goes_to_each_by_itself(wanted, mailoutbox):
    assert send() == 1
    assert [message.to for message in mailoutbox] == [["orla@host.example"], ["no@host.example"]]
    body = mailoutbox[0].body
    assert body.startswith(
        "Your list in the week from March 9, 2026\n\n"
        "New readers: 6\nLeft: fewer than 5\nReaders now: 6\n"
    )
    assert "@" not in body
    assert mailoutbox[0].from_email == '"Foreign Practice" <posts@host.example>'


def test_note_names_the_last_email(wanted, mailing, mailoutbox):
    Mailing.objects.update(subject="On endings", frozen_at=LAST_WEEK, sent=6, total=7)
    send()
    assert "Last email: “On endings”, accepted for 6 of 7 readers" in mailoutbox[0].body


def test_note_is_sent_once_a_week(wanted, mailoutbox, time_machine):
    assert [send(), send()] == [1, 0]
    time_machine.move_to(NOW + timedelta(days=5))
    rows.subscriber(wanted.site, "late@mail.example")
    assert [send(), WeeklyNote.objects.count()] == [0, 2]


def test_week_without_news_has_no_note(practice, mailoutbox):
    NewsletterSettings.objects.create(site=practice.site, weekly_note_to=OWNERS)
    assert (send(), mailoutbox) == (0, [])


def test_list_without_addresses_has_no_note(wanted, mailoutbox):
    NewsletterSettings.objects.update(weekly_note_to="")
    assert (send(), mailoutbox) == (0, [])


def test_sweep_looks_every_ten_minutes(wanted, django_assert_num_queries):
    send()
    with django_assert_num_queries(0):
        weekly_notes.send_due()


def test_cron_sends_it(wanted, mailoutbox):
    cache.clear()
    call_command("therapy_mail", "run")
    assert len([one for one in mailoutbox if one.subject == "Your readers this week"]) == 2


def test_fault_of_the_mail_server_is_logged_without_addresses(wanted, use_mail_settings, caplog):
    use_mail_settings(backend_settings("no.such.Backend"))
    assert (send(), WeeklyNote.objects.count()) == (0, 0)
    assert "The weekly note of site" in caplog.text
    assert "@" not in caplog.text


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("", []),
        ("a@host.example", ["a@host.example"]),
        ("a@host.example, b@host.example\r\nc@host.example\n", None),
    ],
)
def test_addresses_are_written_one_on_each_line_or_with_commas(site, typed, addresses):
    settings = NewsletterSettings(site=site, weekly_note_to=typed)
    settings.clean()
    expected = [f"{name}@host.example" for name in "abc"] if addresses is None else addresses
    assert settings.weekly_note_addresses == expected


def test_address_that_is_none_is_refused_by_its_number(site):
    settings = NewsletterSettings(site=site, weekly_note_to="a@host.example\norla")
    with pytest.raises(ValidationError, match="Address 2 is not an email address"):
        settings.clean()
