"""Webhooks that come in at the same moment, and a person at work meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.newsletter import provider_reports, rows
from wagtail_therapy.newsletter.models import ConsentEvent, Delivery, Mailing, ProviderEvent
from wagtail_therapy.newsletter.sending import manual_resolution

WEBHOOKS = 6


def at_once(*works):
    """Run all of these, each on a connection of its own, and return what they return."""

    def run(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def unknowns(finished, site):
    readers = [rows.subscriber(site, f"reader-{n}@mail.example") for n in range(WEBHOOKS)]
    deliveries = [provider_reports.delivered_to(reader, finished) for reader in readers]
    Mailing.objects.update(total=WEBHOOKS, unknown=WEBHOOKS)
    return list(zip(deliveries, readers, strict=True))


def outcome():
    mailing = Mailing.objects.get()
    return mailing.state, mailing.sent, mailing.unknown, mailing.failed


@pytest.mark.django_db(transaction=True)
def test_webhooks_with_the_same_event_count_once(delivery):
    def webhook():
        return provider_reports.record("complained", delivery, event_id="e1")

    assert sorted(at_once(*[webhook] * WEBHOOKS)) == [False] * (WEBHOOKS - 1) + [True]
    assert (ProviderEvent.objects.count(), ConsentEvent.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_webhooks_with_repetitions_without_an_id_act_once(delivery):
    at_once(*[lambda: provider_reports.record("complained", delivery)] * WEBHOOKS)
    assert (ProviderEvent.objects.count(), ConsentEvent.objects.count()) == (WEBHOOKS, 1)


@pytest.mark.django_db(transaction=True)
def test_webhooks_about_one_mailing_leave_its_counts_right(unknowns):
    def webhook(number, delivery, reader):
        kind = "failed" if number % 2 else "delivered"
        return lambda: provider_reports.record(kind, delivery, recipient=reader.email)

    at_once(*[webhook(number, *pair) for number, pair in enumerate(unknowns)])
    assert outcome() == (Mailing.State.FINISHED, WEBHOOKS // 2, 0, WEBHOOKS // 2)


@pytest.mark.django_db(transaction=True)
def test_webhooks_and_a_person_who_settles_the_same_deliveries(unknowns):
    def webhook(delivery, reader):
        return lambda: provider_reports.record("delivered", delivery, recipient=reader.email)

    def person():
        return manual_resolution.mark_sent(Mailing.objects.get(), "jane")

    at_once(person, *[webhook(*pair) for pair in unknowns], person)
    assert outcome() == (Mailing.State.FINISHED, WEBHOOKS, 0, 0)
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.SENT}
