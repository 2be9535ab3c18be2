"""Emails to one reader: who gets which, how often it is tried, and who never gets one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from tests.newsletter.single_emails import (
    FORMER,
    NEW,
    moving_reader,
    queue,
    send,
)
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import (
    NewsletterSettings,
    ReaderEmail,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.readers import reader_emails

Kind, Status = ReaderEmail.Kind, Subscriber.Status


@pytest.fixture
def reader(practice):
    return moving_reader(practice.site)


def suppress(reader, reason, address=ADDRESS):
    known = rows.email_addresses.address_hash(address)
    Suppression.objects.create(site=reader.site, address_hash=known, reason=reason)


@pytest.mark.parametrize(
    ("kind", "to", "subject"),
    [
        (Kind.LINK, ADDRESS, "Your link for Foreign Practice"),
        (Kind.NEW_ADDRESS, NEW, "Please confirm your new address for Foreign Practice"),
        (Kind.ADDRESS_CHANGED, FORMER, "Your address for Foreign Practice has changed"),
        (Kind.WELCOME, ADDRESS, "Welcome to Foreign Practice"),
    ],
)
def test_each_kind_goes_to_its_address(reader, mailoutbox, kind, to, subject):
    assert send(queue(reader, kind)) == (True, False, 0)
    assert [(message.to, message.subject) for message in mailoutbox] == [([to], subject)]


def test_every_kind_can_be_built():
    assert set(reader_emails.BUILDERS) == set(Kind)


@pytest.mark.parametrize("status", [Status.PENDING, Status.UNSUBSCRIBED, Status.SUPPRESSED])
@pytest.mark.parametrize("kind", [Kind.LINK, Kind.NEW_ADDRESS, Kind.WELCOME])
def test_readers_who_are_not_subscribed_get_none(reader, mailoutbox, status, kind):
    Subscriber.objects.update(status=status)
    assert send(queue(reader, kind)) == (False, False, 0)
    assert (mailoutbox, ReaderEmail.objects.count()) == ([], 0)


def test_former_address_is_notified_even_after_the_reader_has_left(reader, mailoutbox):
    Subscriber.objects.update(status=Status.UNSUBSCRIBED)
    assert send(queue(reader, Kind.ADDRESS_CHANGED)) == (True, False, 0)
    assert ReaderEmail.objects.get().address == ""


@pytest.mark.parametrize("reason", Suppression.Reason.values)
def test_suppressed_reader_gets_no_link(reader, mailoutbox, reason):
    suppress(reader, reason)
    assert send(queue(reader)) == (False, False, 0)
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("reason", "is_sent"),
    [("unsubscribed", True), ("bounced", True), ("complained", False), ("by-request", False)],
)
@pytest.mark.parametrize(("kind", "to"), [(Kind.NEW_ADDRESS, NEW), (Kind.ADDRESS_CHANGED, FORMER)])
def test_email_to_another_address_respects_its_suppression(
    reader, mailoutbox, reason, is_sent, kind, to
):
    suppress(reader, reason, to)
    assert send(queue(reader, kind)) == (is_sent, False, 0)
    assert len(mailoutbox) == is_sent


def test_paused_reader_gets_a_link_and_no_welcome(reader, mailoutbox):
    reader.pause(timezone.now() + timedelta(days=9), timezone.now())
    sent = [send(queue(reader, kind))[0] for kind in (Kind.LINK, Kind.WELCOME)]
    assert sent == [True, False]


def test_welcome_is_not_sent_once_the_practice_turns_it_off(reader, mailoutbox):
    NewsletterSettings.objects.update(sends_welcome=False)
    assert send(queue(reader, Kind.WELCOME)) == (False, False, 0)
    assert mailoutbox == []


def test_one_kind_is_due_once(reader):
    for _ in range(3):
        queue(reader)
    queue(reader, Kind.WELCOME)
    assert ReaderEmail.objects.count() == 2


def test_link_is_sent_every_ten_minutes_and_three_times_a_day(reader, mailoutbox, time_machine):
    time_machine.move_to("2026-03-01 08:00 +0000")
    sent = []
    for minutes in (0, 9, 2, 11, 11, 24 * 60):
        time_machine.shift(timedelta(minutes=minutes))
        sent.append(send(queue(reader))[0])
    assert sent == [True, False, True, True, False, True]


def test_new_address_is_written_to_three_times_a_day(reader, mailoutbox):
    sent = [send(queue(reader, Kind.NEW_ADDRESS))[0] for _ in range(4)]
    assert sent == [True, True, True, False]


def test_purge_keeps_a_day_of_what_was_sent(reader, mailoutbox):
    send(queue(reader))
    assert reader_emails.purge() == 0
    ReaderEmail.objects.update(settled_at=timezone.now() - timedelta(days=1, minutes=1))
    assert (reader_emails.purge(), ReaderEmail.objects.count()) == (1, 0)


def test_purge_gives_up_a_link_that_was_asked_for_yesterday(reader):
    for kind in (Kind.LINK, Kind.ADDRESS_CHANGED):
        queue(reader, kind)
    ReaderEmail.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert reader_emails.purge() == 1
    assert ReaderEmail.objects.get().kind == Kind.ADDRESS_CHANGED


def test_sweep_asks_a_worker_for_what_is_due(reader, queue_of_tasks):
    queue(reader)
    assert queue_of_tasks() == ["wagtail_therapy.newsletter.send_reader_emails"]


@pytest.fixture
def queue_of_tasks(queue, committed):
    def sweep():
        queue()
        with committed():
            tasks.sweep()
        return [name for name, _arguments in queue()]

    return sweep


def test_cron_sends_what_is_due(reader, run_mail):
    queue(reader)
    assert run_mail() == [ADDRESS]
