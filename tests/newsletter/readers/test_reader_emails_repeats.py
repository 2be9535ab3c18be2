"""Emails to one reader that a mail server refuses, or does not answer: tried again, or given up."""

from datetime import timedelta

import pytest

from tests.newsletter.single_emails import (
    NEW,
    end_wait,
    moving_reader,
    queue,
    send,
)
from tests.newsletter.visitors import ADDRESS
from tests.processes import wait_until
from wagtail_therapy.newsletter.composing import emails_to_readers
from wagtail_therapy.newsletter.models import (
    Heartbeat,
    ReaderEmail,
    Subscriber,
)
from wagtail_therapy.newsletter.readers import reader_emails
from wagtail_therapy.newsletter.sending import progress
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult

Kind, Status = ReaderEmail.Kind, Subscriber.Status


@pytest.fixture
def reader(practice):
    return moving_reader(practice.site)


@pytest.mark.parametrize("answer", ["451 4.7.1 Greylisted", "421 4.3.2 Busy"])
def test_email_is_tried_again_until_the_server_takes_it(reader, smtp_server, answer):
    due = queue(reader)
    smtp_server.rules(refuse_recipients={ADDRESS: answer})
    assert send(due)[:2] == (False, True)
    assert send(due)[:2] == (False, True)

    end_wait(due)
    smtp_server.rules()
    assert send(due) == (True, False, 0)
    assert smtp_server.recipients() == [ADDRESS]


def test_email_is_given_up_after_five_attempts(reader, smtp_server):
    due = queue(reader)
    smtp_server.rules(refuse_recipients={ADDRESS: "451 4.7.1 Greylisted"})
    outcomes = []
    for _ in range(5):
        end_wait(due)
        outcomes.append(send(due))
    assert outcomes == [*[(False, True, attempt) for attempt in (1, 2, 3, 4)], (False, False, 0)]
    assert progress.given_up() == 1


def test_email_waits_for_a_server_that_is_away(reader, smtp_server):
    due = queue(reader)
    smtp_server.rules(unavailable=True)
    for _ in range(8):
        end_wait(due)
        assert send(due) == (False, True, 0)
    assert progress.reader_emails().fault.in_a_row == 8

    smtp_server.rules()
    end_wait(due)
    assert send(due)[0] is True
    assert (Heartbeat.objects.count(), progress.given_up()) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "status"), [(Kind.LINK, Status.SUPPRESSED), (Kind.NEW_ADDRESS, Status.ACTIVE)]
)
def test_only_the_readers_own_mailbox_can_be_gone(reader, smtp_server, kind, status):
    gone = "550 5.1.1 No such user"
    smtp_server.rules(refuse_recipients={ADDRESS: gone, NEW: gone})
    assert send(queue(reader, kind)) == (False, False, 0)
    reader.refresh_from_db()
    assert reader.status == status


def test_email_waits_until_the_practice_says_who_it_is(reader, practice, mailoutbox):
    practice.sender_email = ""
    practice.save()
    assert send(queue(reader)) == (False, True, 0)


def test_email_that_cannot_be_built_names_no_address(reader, monkeypatch, caplog):
    def fail(subscriber):
        raise ValueError(f"{subscriber.email} cannot be written")

    monkeypatch.setattr(emails_to_readers, "link", fail)
    assert send(queue(reader)) == (False, True, 1)
    assert ADDRESS not in caplog.text


def test_email_of_a_reader_who_is_erased_meanwhile_is_gone(reader, mailoutbox):
    due = queue(reader)
    reader.delete()
    assert (reader_emails.send(due), mailoutbox) == (False, [])


@pytest.mark.django_db(transaction=True)
def test_email_stays_with_its_worker_as_long_as_the_server_takes(reader, therapy, monkeypatch):
    therapy(MAIL_LEASE=timedelta(seconds=0.5))
    due = queue(reader)
    sending = []

    def wait_for_a_renewal(*_message):
        claimed = ReaderEmail.objects.get().due_at
        wait_until(lambda: ReaderEmail.objects.get().due_at > claimed)
        sending.append(reader_emails.send_due())
        return SendResult(Outcome.ACCEPTED)

    monkeypatch.setattr(Transport, "send", wait_for_a_renewal)
    assert (reader_emails.send(due), sending) == (True, [0])
