"""What each kind of report does to a delivery and its mailing, in whatever order."""

import itertools
from datetime import UTC, datetime

import pytest
from anymail.signals import tracking
from django.db import OperationalError

from tests.newsletter import provider_reports, rows
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Delivery,
    Lease,
    Mailing,
    ProviderEvent,
    Subscriber,
)
from wagtail_therapy.newsletter.provider_events import recording
from wagtail_therapy.newsletter.sending import mailings

State = Delivery.State
Status = Subscriber.Status


@pytest.mark.parametrize(
    ("event_type", "fields", "result"),
    [
        ("queued", {}, ("sent", "")),
        ("sent", {}, ("sent", "")),
        ("delivered", {}, ("sent", "")),
        ("deferred", {}, ("sent", "")),
        ("complained", {}, ("sent", "")),
        ("bounced", {"reject_reason": "bounced"}, ("failed", "reported as gone")),
        ("bounced", {"reject_reason": "other"}, ("failed", "reported as returned")),
        ("rejected", {"reject_reason": "blocked"}, ("failed", "reported as blocked")),
        ("rejected", {"reject_reason": "invalid"}, ("failed", "reported as gone")),
        ("failed", {}, ("failed", "reported as failed")),
    ],
)
def test_event_settles_an_unknown_delivery(finished, delivery, event_type, fields, result):
    assert provider_reports.record(event_type, delivery, message_id="<1@p>", **fields) is True

    finished.refresh_from_db()
    assert provider_reports.outcome(delivery) == result
    assert delivery.provider_id == "<1@p>"
    assert (finished.state, finished.unknown) == (Mailing.State.FINISHED, 0)
    assert finished.sent + finished.failed == finished.total == 1


def test_event_is_kept_without_anything_personal(delivery):
    fields = {"user_agent": "Browser", "click_url": "https://host.example/", "description": "x"}
    provider_reports.record(
        "delivered",
        delivery,
        event_id="e1",
        timestamp=datetime.fromisoformat("2026-09-21T12:00"),
        **fields,
    )
    kept = ProviderEvent.objects.values().get()
    assert kept.pop("id")
    assert kept == {
        "provider": "Mailtrap",
        "event_id": "e1",
        "event_type": "delivered",
        "delivery_id": delivery.pk,
        "occurred_at": datetime(2026, 9, 21, 12, tzinfo=UTC),
    }


def test_event_with_an_id_counts_once(delivery, reader):
    assert [provider_reports.record("deferred", delivery, event_id="e1") for _ in range(3)] == [
        True,
        False,
        False,
    ]
    assert (ProviderEvent.objects.count(), provider_reports.status(reader)) == (
        1,
        (Status.ACTIVE, 1),
    )


def test_event_with_the_id_of_another_provider_is_another(delivery):
    known = [
        provider_reports.record("delivered", delivery, p, event_id="e1")
        for p in ("Mailtrap", "Postmark")
    ]
    assert known == [True, True]


def test_event_without_an_id_is_kept_each_time_and_acts_once(delivery, reader):
    assert [provider_reports.record("complained", delivery) for _ in range(3)] == [True] * 3
    assert ProviderEvent.objects.count() == 3
    assert ConsentEvent.objects.filter(kind="complained").count() == 1


@pytest.mark.parametrize("event_type", ["queued", "delivered", "deferred", "failed"])
def test_event_about_a_delivery_that_is_gone_is_not_about_us(delivery, reader, event_type):
    late = provider_reports.event(event_type, delivery)
    delivery.delete()
    assert recording.record(late, "Mailtrap") is False
    assert (ProviderEvent.objects.count(), provider_reports.suppressions()) == (0, [])
    assert provider_reports.status(reader) == (Status.ACTIVE, 0)


def test_event_without_metadata_is_known_by_the_id_of_the_message(delivery):
    Delivery.objects.update(provider_id="m1", state=State.SENT)
    found = [
        provider_reports.record("failed", provider="MailerSend", message_id=message_id)
        for message_id in ("m2", "", None, "m1")
    ]
    assert found == [False, False, False, True]
    assert provider_reports.outcome(delivery) == ("failed", "reported as failed")


@pytest.mark.parametrize("state", [State.QUEUED, State.CLAIMED])
def test_event_settles_nothing_that_was_never_tried(finished, reader, state):
    delivery = provider_reports.delivered_to(reader, finished, state, attempts=0)
    provider_reports.record("delivered", delivery)
    assert Delivery.objects.get().state == state


@pytest.mark.parametrize(
    "state", [State.QUEUED, State.CLAIMED, State.SENDING, State.SKIPPED, State.FAILED]
)
def test_event_outruns_the_worker(finished, reader, state):
    delivery = provider_reports.delivered_to(reader, finished, state, lease=Lease.acquire(finished))
    provider_reports.record("delivered", delivery)
    assert (provider_reports.outcome(delivery), delivery.lease) == (("sent", ""), None)
    assert delivery.begin_sending() is False
    assert (delivery.mark_unknown("x"), delivery.release()) == (False, False)


def test_event_during_a_mailing_leaves_the_counting_to_the_worker(mailing, reader):
    mailing.change_state([Mailing.State.HELD], state=Mailing.State.SENDING, total=1, unknown=1)
    provider_reports.record("delivered", provider_reports.delivered_to(reader, mailing))
    mailing.refresh_from_db()
    assert (mailing.sent, mailing.unknown) == (0, 1)
    mailings.finish_if_done(mailing)
    assert (mailing.state, mailing.sent, mailing.unknown) == (Mailing.State.FINISHED, 1, 0)


def test_mailing_stays_unfinished_while_another_delivery_is_unknown(finished, delivery, site):
    provider_reports.delivered_to(rows.subscriber(site, "other@mail.example"), finished)
    provider_reports.record("delivered", delivery)
    finished.refresh_from_db()
    state = Mailing.State.FINISHED_WITH_UNKNOWN
    assert (finished.state, finished.sent, finished.unknown) == (state, 1, 1)


KINDS = {
    "delivered": lambda delivery: provider_reports.record("delivered", delivery),
    "deferred": lambda delivery: provider_reports.record("deferred", delivery),
    "soft": provider_reports.soft,
    "hard": provider_reports.hard,
}


@pytest.mark.parametrize(
    ("kinds", "result", "bounces"),
    [
        (["deferred", "delivered"], ("sent", ""), 0),
        (["soft", "delivered"], ("sent", ""), 0),
        (["deferred", "soft"], ("failed", "reported as returned"), 1),
        (["delivered", "hard"], ("failed", "reported as gone"), 0),
        (["deferred", "soft", "hard"], ("failed", "reported as gone"), 1),
        (["deferred", "soft", "delivered"], ("sent", ""), 0),
    ],
)
def test_order_of_events_does_not_matter(delivery, reader, kinds, result, bounces):
    for order in itertools.permutations(kinds):
        ProviderEvent.objects.all().delete()
        Delivery.objects.update(state=State.SENT, error_class="")
        Subscriber.objects.update(status=Status.ACTIVE, soft_bounces=0)
        for kind in order:
            KINDS[kind](delivery)
        assert (order, provider_reports.outcome(delivery)) == (order, result)
        assert (order, provider_reports.status(reader)[1]) == (order, bounces)


def test_errors_of_the_database_reach_the_provider(delivery, monkeypatch):
    def fail(*args):
        raise OperationalError("gone")

    monkeypatch.setattr(mailings, "recount_late_result", fail)
    with pytest.raises(OperationalError):
        tracking.send(
            sender=None, event=provider_reports.event("delivered", delivery), esp_name="Mailtrap"
        )
    assert (provider_reports.outcome(delivery), ProviderEvent.objects.count()) == (
        ("unknown", ""),
        0,
    )


def test_events_are_not_logged(delivery, caplog):
    caplog.set_level(0)
    provider_reports.record("complained", delivery)
    provider_reports.hard(delivery, recipient="other@mail.example")
    assert [message for message in caplog.messages if "example" in message] == []
