"""What is read from a provider's report, whatever it contains."""

import pytest

from tests.newsletter import provider_reports, rows
from tests.newsletter.test_email_addresses_written import FORMS
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import ProviderEvent, Subscriber

Status = Subscriber.Status


@pytest.mark.parametrize(
    "event_type",
    ["opened", "clicked", "autoresponded", "subscribed", "inbound", "unknown", "new", None, []],
)
def test_events_about_reading_leave_no_trace(delivery, event_type):
    assert provider_reports.record(event_type, delivery) is False
    assert (provider_reports.outcome(delivery), ProviderEvent.objects.count()) == (
        ("unknown", ""),
        0,
    )


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        [],
        "21",
        {},
        {"delivery_id": None},
        {"delivery_id": ""},
        {"delivery_id": "-1"},
        {"delivery_id": "1e3"},
        {"delivery_id": "٣"},
        {"delivery_id": "9" * 18},
        {"delivery_id": "9" * 5000},
        {"delivery_id": {"a": 1}},
        {"delivery_id": "1; DROP TABLE"},
        {"delivery_id": "1\0"},
        {"delivery_id": "\ud800"},
    ],
)
def test_event_with_forged_metadata_does_nothing(delivery, metadata):
    assert provider_reports.record("failed", delivery, metadata=metadata) is False
    assert (provider_reports.outcome(delivery), ProviderEvent.objects.count()) == (
        ("unknown", ""),
        0,
    )


@pytest.mark.parametrize(
    "recipient",
    [
        None,
        "",
        "other@mail.example",
        "Reader",
        "a@b.example, reader@mail.example",
        ["a"],
        {"a": 1},
        "\ud800@mail.example",
        "a\0@b.c",
        "x" * 9999,
    ],
)
def test_event_about_another_address_does_nothing(delivery, reader, recipient):
    assert provider_reports.hard(delivery, recipient=recipient) is False
    assert (provider_reports.outcome(delivery), provider_reports.status(reader)) == (
        ("unknown", ""),
        (Status.ACTIVE, 0),
    )


@pytest.mark.parametrize("recipient", FORMS)
def test_event_knows_an_address_by_any_spelling(delivery, recipient):
    assert provider_reports.hard(delivery, recipient=recipient) is True


def test_event_knows_a_domain_in_letters_of_its_own(finished, site):
    reader = rows.subscriber(site, email_addresses.clean("reader@bücher.example"))
    delivery = provider_reports.delivered_to(reader, finished)
    assert provider_reports.record("delivered", delivery, recipient="reader@bücher.example") is True


@pytest.mark.parametrize(
    "fields",
    [
        {"event_id": "x\0y" * 200},
        {"event_id": "\ud800"},
        {"event_id": 12},
        {"timestamp": None},
        {"timestamp": "yesterday"},
        {"message_id": "\0"},
        {"message_id": {"a": 1}},
    ],
)
def test_event_with_odd_values_is_kept_all_the_same(delivery, fields):
    assert provider_reports.record("delivered", delivery, **fields) is True
    assert provider_reports.outcome(delivery) == ("sent", "")
