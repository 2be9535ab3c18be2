"""Joining and leaving, below the pages: what is written, and which signals are sent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from tests.newsletter.visitors import ADDRESS, STATES, add_reader, ask
from wagtail_therapy.newsletter import signals
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    ConsentText,
    NewsletterSettings,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.readers import confirmations, subscriptions, suppressions

Status = Subscriber.Status


@pytest.fixture
def heard():
    """Return the signals that were sent, by name."""
    names = []

    def joined(**kwargs):
        names.append(("confirmed", kwargs["subscriber"].email))

    def left(**kwargs):
        names.append(("unsubscribed", kwargs["subscriber"].email))

    signals.subscriber_confirmed.connect(joined)
    signals.subscriber_unsubscribed.connect(left)
    yield names
    signals.subscriber_confirmed.disconnect(joined)
    signals.subscriber_unsubscribed.disconnect(left)


def test_request_records_what_a_mail_is_owed_for(site):
    ask(site)
    ask(site, ADDRESS.upper())

    columns = ("kind", "method", "consent_text__text")
    events = list(ConsentEvent.objects.order_by("pk").values_list(*columns))
    assert events == [("requested", "form", "We will email you.")]
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize("state", STATES)
def test_proof_is_bounded_however_often_an_address_is_entered(
    practice, mailoutbox, state, stopped_clock, time_machine
):
    add_reader(practice.site, state)
    begun = timezone.now()
    for number in range(42):
        time_machine.move_to(begun + number * timedelta(minutes=30), tick=False)
        reader = ask(practice.site)
        if number % 2:
            confirmations.send(reader)

    is_mailed = state not in ("erased", "suppressed")
    assert len(mailoutbox) == 3 * is_mailed
    assert ConsentEvent.objects.filter(kind="requested").count() == 3


def test_proof_is_of_the_text_that_the_mail_asks_about(site):
    ask(site)
    subscriptions.request(
        site, ADDRESS, consent_text=ConsentText.store("Another text.", "en"), language="en"
    )
    reader = Subscriber.objects.get()
    subscriptions.confirm(reader, reader.token_version)
    texts = ConsentEvent.objects.order_by("pk").values_list("kind", "consent_text__text")
    assert list(texts) == [
        ("requested", "We will email you."),
        ("confirmed", "We will email you."),
    ]


def test_request_leaves_the_state_of_a_reader_alone(site):
    states = {}
    for state in Status.values:
        rows.subscriber(site, f"{state}@mail.example", state)
        states[state] = ask(site, f"{state}@mail.example").status
    assert states == {state: state for state in Status.values}


def test_confirm_sends_a_signal_once(site, heard):
    reader = rows.subscriber(site, status=Status.PENDING)
    answers = [subscriptions.confirm(reader, 0), subscriptions.confirm(reader, 0)]
    assert (answers, heard) == ([True, False], [("confirmed", ADDRESS)])


def test_unsubscribe_sends_a_signal_once(site, heard):
    reader = rows.subscriber(site)
    method = ConsentEvent.Method.LINK
    answers = [subscriptions.unsubscribe(reader, method) for _ in range(2)]
    assert (answers, heard) == ([True, False], [("unsubscribed", ADDRESS)])


def test_a_receiver_of_the_host_that_raises_spoils_nothing(site):
    def broken(**kwargs):
        raise ZeroDivisionError

    reader = rows.subscriber(site, status=Status.PENDING)
    heard = (signals.subscriber_confirmed, signals.subscriber_unsubscribed)
    for signal in heard:
        signal.connect(broken)
    joined = subscriptions.confirm(reader, 0)
    left = subscriptions.unsubscribe(reader, ConsentEvent.Method.ONE_CLICK)
    for signal in heard:
        signal.disconnect(broken)
    assert (joined, left, reader.status) == (True, True, Status.UNSUBSCRIBED)


def test_unsubscribe_forgets_the_mail_that_is_owed(site):
    reader = ask(site)
    subscriptions.unsubscribe(reader, ConsentEvent.Method.LINK)
    assert confirmations.due() == []


def test_owed_lists_the_oldest_first(site, therapy):
    readers = [ask(site, f"{n}@mail.example") for n in range(3)]
    Subscriber.objects.filter(pk=readers[2].pk).update(
        confirmation_due_at=timezone.now() - timedelta(hours=1)
    )
    therapy(CONFIRMATIONS_PER_SITE_PER_HOUR=2)
    assert confirmations.due() == [readers[2].pk, readers[0].pk]


def test_purge_forgets_who_did_not_confirm_in_time(site):
    long_ago, recently = timezone.now() - timedelta(days=8), timezone.now() - timedelta(days=6)
    for state in Status.values:
        rows.subscriber(site, f"{state}@mail.example", state, created_at=long_ago)
    rows.subscriber(site, "new@mail.example", Status.PENDING, created_at=recently)

    assert subscriptions.purge() == 1
    left = set(Subscriber.objects.values_list("email", flat=True))
    assert left == {
        *(f"{state}@mail.example" for state in Status.values if state != "pending"),
        "new@mail.example",
    }


def test_strangers_cannot_keep_an_address_that_they_enter_again_and_again(site, time_machine):
    begun = timezone.now()
    for day in range(8):
        time_machine.move_to(begun + timedelta(days=day), tick=False)
        subscriptions.purge()
        reader = ask(site)
        assert timezone.now() - reader.created_at <= timedelta(days=7)
    time_machine.move_to(begun + timedelta(days=7, seconds=1), tick=False)
    assert subscriptions.purge() == 1


@pytest.mark.parametrize("state", [Status.PENDING, Status.UNSUBSCRIBED])
def test_mail_says_when_the_address_is_forgotten_and_it_is(
    practice, mailoutbox, time_machine, state
):
    time_machine.move_to(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
    rows.subscriber(practice.site, ADDRESS, state, unsubscribed_at=timezone.now())
    days = 7 if state == Status.PENDING else 30
    for day in range(days):
        time_machine.move_to(datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=day), tick=False)
        assert subscriptions.purge() == 0
        confirmations.send(ask(practice.site))
    promise = {7: "by March 9, 2026.", 30: "by April 1, 2026."}[days]
    assert [promise in message.body for message in mailoutbox] == [True] * days

    time_machine.shift(timedelta(days=1, seconds=1))
    assert subscriptions.purge() == 1


@pytest.mark.parametrize("reason", Suppression.Reason.values)
def test_purge_deletes_the_address_of_who_must_not_be_mailed_and_keeps_the_hash(
    site, reason, stopped_clock, time_machine
):
    reader = rows.subscriber(site, ADDRESS)
    suppressions.stop(site, [reader.address_hash], reason)
    time_machine.shift(timedelta(days=29))
    ask(site)
    assert (subscriptions.purge(), Subscriber.objects.count()) == (0, 1)

    time_machine.shift(timedelta(days=2))
    assert (subscriptions.purge(), Subscriber.objects.count()) == (1, 0)
    assert Suppression.objects.get().address_hash == reader.address_hash


def test_purge_deletes_readers_who_never_confirmed(site):
    ask(site)
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=8))
    subscriptions.purge()

    assert (Subscriber.objects.count(), ConsentEvent.objects.count()) == (0, 0)


def test_purge_deletes_the_address_of_unsubscribed_readers_and_keeps_the_proof(site):
    reader = rows.subscriber(site)
    subscriptions.unsubscribe(reader, "link")
    long_ago = timezone.now() - timedelta(days=31)
    Subscriber.objects.update(unsubscribed_at=long_ago)

    assert subscriptions.purge() == 1

    [event] = ConsentEvent.objects.values_list("subscriber", "address_hash", "kind")
    assert event == (None, reader.address_hash, "unsubscribed")
    assert Suppression.objects.get().address_hash == reader.address_hash


@pytest.mark.parametrize("default", ["instant", "weekly", "monthly"])
def test_new_reader_is_emailed_as_often_as_the_practice_has_set(site, default):
    NewsletterSettings.objects.create(site=site, frequency=default)
    reader = ask(site)
    assert (reader.frequency, reader.is_frequency_chosen) == (default, False)


def test_reader_who_confirms_is_emailed_as_often_as_is_set_now(site):
    reader = ask(site)
    NewsletterSettings.objects.create(site=site, frequency="weekly")
    subscriptions.confirm(reader, 0)
    assert reader.frequency == "weekly"


def test_reader_who_comes_back_keeps_what_they_chose(site):
    reader = ask(site)
    Subscriber.objects.update(frequency="monthly", is_frequency_chosen=True)
    NewsletterSettings.objects.create(site=site, frequency="weekly")
    subscriptions.confirm(reader, 0)
    assert reader.frequency == "monthly"
