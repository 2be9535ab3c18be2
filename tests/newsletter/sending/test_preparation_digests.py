"""A post is owed to each reader in exactly one way: by itself, or in a digest."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import (
    DigestEntry,
    Mailing,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.models.delivery_queries import DeliveryQuerySet
from wagtail_therapy.newsletter.sending import deliveries, preparation

State = Mailing.State
INSTANT, WEEKLY, MONTHLY = Subscriber.Frequency.values


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(preparation, "CHUNK", 2)


def subscribe(site, *frequencies):
    return [
        rows.subscriber(site, f"reader-{n}@mail.example", frequency=frequency)
        for n, frequency in enumerate(frequencies)
    ]


def in_digest(mailing):
    return sorted(mailing.digest_entries.values_list("subscriber__email", flat=True))


def at_once(mailing):
    return sorted(mailing.deliveries.values_list("subscriber__email", flat=True))


def test_freeze_owes_a_post_to_readers_of_digests(mailing, site):
    subscribe(site, WEEKLY, INSTANT, MONTHLY, INSTANT, WEEKLY)
    gone = rows.subscriber(site, "gone@mail.example", frequency=WEEKLY)
    Suppression.objects.create(site=site, address_hash=gone.address_hash, reason="bounced")
    rows.subscriber(site, "paused@mail.example", Subscriber.Status.PAUSED, frequency=WEEKLY)

    assert preparation.prepare(mailing) is True

    assert at_once(mailing) == ["reader-1@mail.example", "reader-3@mail.example"]
    assert in_digest(mailing) == [f"reader-{n}@mail.example" for n in (0, 2, 4)]
    assert set(DigestEntry.objects.values_list("digest", flat=True)) == {None}
    assert (mailing.total, mailing.digest_readers, mailing.excluded) == (2, 3, 1)


def test_mailing_without_a_recipient_of_its_own_ends(mailing, site, mailoutbox):
    subscribe(site, WEEKLY, MONTHLY, WEEKLY)
    deliveries.work_on(mailing)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.total, mailing.digest_readers) == (State.FINISHED, 0, 3)
    assert mailoutbox == []


@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_freeze_owes_it_once_after_a_worker_died(mailing, site, chunks):
    subscribe(site, WEEKLY, INSTANT, WEEKLY, WEEKLY, MONTHLY)
    preparation._freeze_content(mailing)
    for _ in range(chunks):
        preparation._freeze_chunk(mailing)

    again = Mailing.objects.get()
    assert preparation.prepare(again) is True
    assert (again.total, again.digest_readers, len(in_digest(again))) == (1, 4, 4)


@pytest.mark.parametrize(("before", "after"), [(WEEKLY, INSTANT), (INSTANT, WEEKLY)])
def test_reader_who_switches_meanwhile_gets_it_in_one_way(
    mailing, site, monkeypatch, before, after
):
    """Between the two statements, as another connection may do on PostgreSQL."""
    [reader] = subscribe(site, before)
    queue = DeliveryQuerySet.queue

    def switch_afterwards(self, *args):
        number = queue(self, *args)
        Subscriber.objects.filter(pk=reader.pk).update(frequency=after)
        return number

    monkeypatch.setattr(DeliveryQuerySet, "queue", switch_afterwards)
    preparation.prepare(mailing)
    found = len(at_once(mailing)), len(in_digest(mailing))
    assert found == ((1, 0) if before == INSTANT else (0, 1))


@pytest.mark.django_db(transaction=True)
def test_two_workers_owe_it_once(mailing, site, caplog):
    subscribe(site, *[WEEKLY, INSTANT, MONTHLY] * 10)

    def prepare(_number):
        try:
            return preparation.prepare(Mailing.objects.get())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(prepare, range(4)))

    mailing.refresh_from_db()
    assert (mailing.total, mailing.digest_readers) == (10, 20)
    assert (len(at_once(mailing)), len(in_digest(mailing))) == (10, 20)
    assert caplog.records == []


def test_erased_reader_is_owed_nothing(mailing, site):
    [reader] = subscribe(site, WEEKLY)
    preparation.prepare(mailing)
    reader.delete()
    mailing.refresh_from_db()
    assert (in_digest(mailing), mailing.digest_readers) == ([], 1)
