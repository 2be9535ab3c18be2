"""The one reminder to confirm: only if the practice wants it, once, and within the same limits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows, visitors
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter.models import NewsletterSettings, Subscriber
from wagtail_therapy.newsletter.readers import confirmations, reminders, subscriptions

REMINDER = "Would you still like posts from Foreign Practice?"
CONFIRM = "Please confirm your subscription to Foreign Practice"
DAY = timedelta(days=1)


@pytest.fixture
def wanted(practice):
    return NewsletterSettings.objects.create(site=practice.site, sends_reminder=True)


@pytest.fixture
def send(practice, mailoutbox):
    """Return a function that sends what is due and returns the subjects."""

    def send():
        before = len(mailoutbox)
        reminders.queue_due()
        confirmations.send_due(9)
        return [message.subject for message in mailoutbox[before:]]

    return send


def test_reminder_comes_once_after_two_days(site, wanted, send, time_machine):
    time_machine.move_to("2026-03-01 08:00 +0000")
    visitors.ask(site)
    sent = []
    for _ in range(6):
        sent.append(send())
        time_machine.shift(DAY)
    assert sent == [[CONFIRM], [], [REMINDER], [], [], []]


def test_reminder_link_confirms(client, site, wanted, send, mailoutbox, time_machine):
    time_machine.move_to("2026-03-01 08:00 +0000")
    visitors.ask(site)
    send()
    time_machine.shift(3 * DAY)
    send()
    [url] = visitors.links_to("confirm", mailoutbox[-1].body)
    client.post(visitors.path(url))
    assert Subscriber.objects.get().status == "active"


def test_reminder_is_not_sent_unless_the_practice_wants_it(site, practice, send, time_machine):
    time_machine.move_to("2026-03-01 08:00 +0000")
    visitors.ask(site)
    send()
    time_machine.shift(3 * DAY)
    assert send() == []


def asked_three_days_ago(site, email=ADDRESS):
    visitors.ask(site, email)
    sent = {"confirmation_due_at": None, "confirmation_sent_at": timezone.now() - 3 * DAY}
    asked = {"created_at": timezone.now() - 3 * DAY, "requested_at": timezone.now() - 3 * DAY}
    Subscriber.objects.filter(email=email).update(**sent, **asked)
    return Subscriber.objects.get(email=email)


def test_reminder_waits_as_long_as_the_host_says(site, wanted, send, therapy):
    therapy(CONFIRMATION_REMINDER_AFTER=4 * DAY)
    asked_three_days_ago(site)
    assert send() == []


@pytest.mark.parametrize("change", ["confirmed", "refused", "imported", "suppressed"])
def test_reminder_is_not_sent_to_who_gave_an_answer_or_never_asked(site, wanted, send, change):
    reader = asked_three_days_ago(site)
    if change == "confirmed":
        subscriptions.confirm(reader, 0)
    elif change == "refused":
        subscriptions.unsubscribe(reader, "link")
    elif change == "imported":
        reader.consent_events.all().delete()
    else:
        rows_of = subscriptions.suppressions
        rows_of.suppress(reader, "complained")
    assert send() == []


def test_reader_who_asks_once_more_gets_the_usual_email(site, wanted, send):
    asked_three_days_ago(site)
    reminders.queue_due()
    visitors.ask(site)
    assert send() == [CONFIRM]


def test_reminder_counts_towards_the_limits_of_the_mailbox(site, wanted, send):
    for name in ("r.eader", "re.ader", "rea.der"):
        rows.subscriber(
            site,
            f"{name}@mail.example",
            "pending",
            confirmation_sent_at=timezone.now(),
            confirmations_sent=1,
        )
    asked_three_days_ago(site)
    assert send() == []
