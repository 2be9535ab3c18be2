"""Readers that the practice adds by hand, and those that it may not add."""

import pytest
from wagtail.models import ModelLogEntry

from tests.newsletter import rows
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import Subscriber, Suppression
from wagtail_therapy.newsletter.readers import (
    additions,
    erasure,
    reader_log,
    subscriptions,
    suppressions,
)
from wagtail_therapy.newsletter.readers.additions import CannotAddError

ADA = "ada@mail.example"
STATEMENT = "On paper, in the waiting room (2026-03-02)"


def add(site):
    return additions.add(site, ADA, STATEMENT, language="en", by="Orla")


def test_reader_is_subscribed_at_once_with_the_proof_of_consent(site, mailoutbox):
    reader = add(site)
    proof = reader.consent_events.get()
    assert [reader.status, reader.language] == ["active", "en"]
    assert (proof.kind, proof.method, proof.by) == ("confirmed", "admin", "Orla")
    assert proof.consent_text.text == STATEMENT
    assert list(Subscriber.objects.mailable()) == [reader]
    assert mailoutbox == []


def test_addition_is_recorded_by_number(site):
    reader = add(site)
    entry = ModelLogEntry.objects.get(action=reader_log.ADD)
    assert (entry.label, entry.data) == (f"Reader {reader.pk}", {"by": "Orla"})


def test_reader_who_waits_for_confirmation_is_subscribed(site):
    waiting = rows.subscriber(site, ADA, Subscriber.Status.PENDING)
    assert (add(site).pk, Subscriber.objects.get().status) == (waiting.pk, "active")


@pytest.mark.parametrize("reason", Suppression.Reason.values)
def test_suppressed_address_is_refused_with_the_reason(site, reason):
    suppressions.stop(site, email_addresses.address_hashes(ADA), reason)
    with pytest.raises(CannotAddError) as raised:
        add(site)
    assert (raised.value.reason, Subscriber.objects.count()) == (reason, 0)


def test_reader_who_left_is_refused(site):
    subscriptions.unsubscribe(rows.subscriber(site, ADA), "link")
    with pytest.raises(CannotAddError) as raised:
        add(site)
    assert (raised.value.reason, Subscriber.objects.get().status) == (
        "unsubscribed",
        "unsubscribed",
    )


def test_reader_on_the_list_is_refused(site):
    rows.subscriber(site, ADA)
    with pytest.raises(CannotAddError) as raised:
        add(site)
    assert raised.value.reason is None


def test_reader_who_was_erased_and_asks_again_is_added(site):
    rows.subscriber(site, ADA)
    erasure.forget(ADA)
    assert add(site).status == "active"
