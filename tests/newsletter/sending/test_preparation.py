"""Who is written down as a recipient, also when the worker dies while it writes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Site

from tests.newsletter import rows
from wagtail_therapy.newsletter.composing.messages import MailingMessages
from wagtail_therapy.newsletter.models import (
    Delivery,
    Mailing,
    NewsletterSettings,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.sending import deliveries, mailings, preparation
from wagtail_therapy.practice.emails.messages import PracticeEmail

State = Mailing.State
Status = Subscriber.Status


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(preparation, "CHUNK", 2)


def recipients(mailing):
    return sorted(mailing.deliveries.values_list("subscriber__email", flat=True))


def named(number):
    return [f"active-{n}@mail.example" for n in range(number)]


def begin_to_freeze(mailing, chunks):
    """Freeze as a worker does that dies after so many chunks."""
    preparation._expire_if_stale(mailing)
    preparation._freeze_content(mailing)
    for _ in range(chunks):
        preparation._freeze_chunk(mailing)


def test_freeze_writes_down_each_confirmed_reader_once(mailing, site):
    rows.subscribers(site, 5)
    for status in set(Status.values) - {"active"}:
        rows.subscriber(site, f"{status}@mail.example", status)
    for frequency in ("weekly", "monthly"):
        rows.subscriber(site, f"{frequency}@mail.example", frequency=frequency)
    for reason in Suppression.Reason.values:
        gone = rows.subscriber(site, f"suppressed-{reason}@mail.example")
        Suppression.objects.create(site=site, address_hash=gone.address_hash, reason=reason)
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    rows.subscriber(other, "other-site@mail.example")
    rows.subscriber(site, "later@mail.example", confirmed_at=timezone.now())

    assert preparation.prepare(mailing) is True

    assert recipients(mailing) == named(5)
    left_out = len(Suppression.Reason.values)
    assert (mailing.total, mailing.excluded, mailing.left) == (5, left_out, 5)
    assert mailing.digest_readers == 2
    hashes = {delivery.email_hash for delivery in mailing.deliveries.all()}
    known = Subscriber.objects.filter(email__startswith="active")
    assert hashes == {reader.address_hash for reader in known}


def test_suppressions_of_another_site_do_not_count(mailing, site):
    [reader] = rows.subscribers(site, 1)
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    Suppression.objects.create(site=other, address_hash=reader.address_hash, reason="bounced")
    preparation.prepare(mailing)
    assert recipients(mailing) == named(1)


@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_freeze_goes_on_where_a_worker_died(mailing, site, chunks):
    rows.subscribers(site, 5)
    begin_to_freeze(mailing, chunks)

    again = Mailing.objects.get()
    assert preparation.prepare(again) is True
    assert (recipients(again), again.total) == (named(5), 5)


def test_pause_while_freezing_loses_no_recipient(mailing, site, mailoutbox):
    rows.subscribers(site, 5)
    begin_to_freeze(mailing, 1)
    mailings.pause(mailing, "By hand.")
    assert deliveries.work_on(mailing) is False

    mailings.resume(mailing)
    deliveries.work_on(mailing)

    mailing.refresh_from_db()
    assert (mailing.state, mailing.total, mailing.sent) == (State.FINISHED, 5, 5)
    assert sorted(message.to[0] for message in mailoutbox) == named(5)


def test_resume_does_not_forget_who_was_left_out(mailing, site):
    readers = rows.subscribers(site, 3)
    for reader in readers[:2]:
        Suppression.objects.create(site=site, address_hash=reader.address_hash, reason="bounced")
    preparation.prepare(mailing)
    mailings.pause(mailing, "By hand.")
    readers[2].unsubscribe()
    mailings.resume(mailing)
    deliveries.work_on(mailing)

    mailing.refresh_from_db()
    assert (mailing.total, mailing.excluded, mailing.skipped) == (1, 2, 1)


def test_cancel_during_preparation_skips_all_readers(mailing, site, mailoutbox):
    rows.subscribers(site, 5)
    begin_to_freeze(mailing, 2)
    mailings.cancel(Mailing.objects.get())

    assert preparation.prepare(mailing) is False
    mailing.refresh_from_db()
    assert (mailing.state, mailing.total, mailing.skipped, mailing.left) == (
        State.CANCELLED,
        4,
        4,
        0,
    )
    assert mailoutbox == []


def test_recipients_that_do_not_add_up_stop_everything(mailing, site, mailoutbox, caplog):
    rows.subscribers(site, 3)
    begin_to_freeze(mailing, 1)
    Delivery.objects.first().delete()

    assert deliveries.work_on(mailing) is False
    mailing.refresh_from_db()
    assert (mailing.state, mailoutbox) == (State.FAILED, [])
    assert [record.getMessage() for record in caplog.records] == [
        f"Mailing {mailing.pk}: recipients do not add up, nothing was sent"
    ]


@pytest.mark.django_db(transaction=True)
def test_two_workers_freeze_together(mailing, site, caplog):
    rows.subscribers(site, 40)

    def prepare(_number):
        try:
            return preparation.prepare(Mailing.objects.get())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(prepare, range(4)))

    mailing.refresh_from_db()
    assert (mailing.state, mailing.total) == (State.SENDING, 40)
    assert recipients(mailing) == sorted(named(40))
    assert caplog.records == []


def test_freeze_fixes_the_headers_of_each_mail(mailing, site):
    rows.subscriber(site)
    preparation.prepare(mailing)
    delivery = mailing.deliveries.get()
    before = MailingMessages(mailing).for_delivery(delivery).message
    NewsletterSettings.objects.create(site=site, list_name="Another name")
    after = MailingMessages(Mailing.objects.get()).for_delivery(delivery).message
    assert after.extra_headers == before.extra_headers


def test_frozen_mailing_is_not_serialised_again(mailing, site, monkeypatch):
    rows.subscriber(site)
    preparation.prepare(mailing)
    monkeypatch.delattr(PracticeEmail, "as_bytes")
    letter = MailingMessages(mailing).for_delivery(mailing.deliveries.get())
    assert rows.parsed_mail(letter.content)["To"] == "reader@mail.example"
