"""What became of a mailing to one reader, in a sentence."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.newsletter import provider_reports, rows
from wagtail_therapy.newsletter.admin import recipient_lookup
from wagtail_therapy.newsletter.admin.recipient_lookup import sentence
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import manual_resolution, preparation

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
EARLIER = NOW - timedelta(minutes=5)
State = Delivery.State
MARKED_BY_ADA = {"resolved_by": "Ada", "resolved_at": NOW}

SENTENCES = [
    (State.QUEUED, {}, "It hasn’t been sent to this reader yet."),
    (State.CLAIMED, {}, "It hasn’t been sent to this reader yet."),
    (State.SENDING, {"first_attempt_at": NOW}, "It hasn’t been sent to this reader yet."),
    (State.SENT, {"first_attempt_at": NOW}, "At 2:30 p.m. it was sent to this reader."),
    (
        State.SENT,
        {"first_attempt_at": EARLIER} | MARKED_BY_ADA,
        "At 2:30 p.m. Ada marked it as sent to this reader.",
    ),
    # Ada had it sent again.
    (
        State.SENT,
        {"first_attempt_at": NOW} | MARKED_BY_ADA | {"resolved_at": EARLIER},
        "At 2:30 p.m. it was sent to this reader.",
    ),
    (
        State.UNKNOWN,
        {"first_attempt_at": NOW},
        (
            "We don’t know whether this reader got it. It was handed over at 2:30 p.m., but the "
            "mail server’s answer was lost."
        ),
    ),
    (
        State.FAILED,
        {"error_class": "RCPT 550"},
        "It couldn’t be delivered to this reader: the mail server refused this address.",
    ),
    (
        State.FAILED,
        {"error_class": "RCPT 550", "was_unknown": True},
        (
            "We don’t know whether this reader got it. It was sent again, and then couldn’t be "
            "delivered: the mail server refused this address."
        ),
    ),
    (
        State.SKIPPED,
        {"error_class": "left the list"},
        "It wasn’t sent to this reader: this reader had left, or emails to them had been stopped.",
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "facts", "expected"), SENTENCES)
def test_sentence_says_what_is_so(settings, state, facts, expected):
    settings.TIME_ZONE = "UTC"
    mailing = Mailing(created_at=EARLIER, frozen_at=EARLIER)
    with time_machine.travel(NOW, tick=False):
        assert sentence(Delivery(mailing=mailing, state=state, **facts)) == expected


@pytest.mark.parametrize("again", [manual_resolution.send_again, manual_resolution.try_again])
def test_sentence_names_no_person_for_what_a_provider_reported(finished, reader, again):
    state = State.FAILED if again == manual_resolution.try_again else State.UNKNOWN
    delivery = provider_reports.delivered_to(reader, finished, state)
    again(finished, "Ada")
    provider_reports.record("delivered", delivery)
    delivery.refresh_from_db()

    assert (delivery.resolved_by, delivery.state) == ("Ada", State.SENT)
    assert sentence(delivery).endswith("it was sent to this reader.")


def test_sentence_names_the_person_who_marked_it_as_sent(finished, reader):
    delivery = provider_reports.delivered_to(reader, finished)
    manual_resolution.mark_sent(finished, "Ada")
    delivery.refresh_from_db()

    assert sentence(delivery).endswith("Ada marked it as sent to this reader.")


def test_each_state_has_a_sentence():
    assert {state for state, _facts, _expected in SENTENCES} == set(State)


def test_sentence_of_an_address_that_was_no_recipient():
    assert sentence(None) == "This address wasn’t among the recipients."


@pytest.fixture
def frozen(mailing, reader):
    preparation.prepare(mailing)
    return mailing


def test_find_knows_an_address_in_any_spelling(frozen):
    [delivery] = frozen.deliveries.all()
    assert recipient_lookup.find(frozen, provider_reports.ADDRESS.upper()) == delivery
    assert recipient_lookup.find(frozen, "other@mail.example") is None


def test_find_knows_readers_who_were_deleted(frozen, reader):
    reader.delete()
    [delivery] = frozen.deliveries.all()
    assert recipient_lookup.find(frozen, provider_reports.ADDRESS) == delivery


def test_find_knows_a_deleted_reader_who_signed_up_again(frozen, reader, site):
    [delivery] = frozen.deliveries.all()
    reader.delete()
    rows.subscriber(site, provider_reports.ADDRESS)
    assert recipient_lookup.find(frozen, provider_reports.ADDRESS) == delivery


def test_find_knows_an_address_under_an_older_key(frozen, reader, rotate_secret_key):
    [delivery] = frozen.deliveries.all()
    reader.delete()
    rotate_secret_key()
    assert recipient_lookup.find(frozen, provider_reports.ADDRESS) == delivery
