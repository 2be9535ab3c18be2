from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from tests.newsletter.doctor.facts import facts
from tests.newsletter.readers import import_rows
from wagtail_therapy.newsletter.doctor import backlog
from wagtail_therapy.newsletter.models import Heartbeat, Mailing, ReaderEmail, Subscriber
from wagtail_therapy.newsletter.sending import progress

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")


def examine():
    waiting = progress.confirmations()
    found = [
        *backlog.examine(progress.current(), waiting, progress.unknown()),
        *backlog.examine_reader_emails(progress.reader_emails(), progress.given_up()),
    ]
    return facts(found)


def ago(**time):
    return timezone.now() - timedelta(**time)


def change(mailing, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(**fields)


def test_nothing_waits(site):
    assert examine() == {}


@pytest.mark.parametrize(
    ("fields", "level", "fact"),
    [
        ({"state": State.SENDING}, None, None),
        (
            {"state": State.PAUSED, "paused_reason": "The server fails."},
            *("FAIL", "is paused. The server fails."),
        ),
        ({"state": State.PAUSED}, "FAIL", "is paused, because a person paused it."),
        (
            {"state": State.FAILED, "finished_at": timezone.now()},
            *("FAIL", "failed, because its recipients did not add up. Nothing was sent."),
        ),
        (
            {"state": State.EXPIRED, "finished_at": timezone.now()},
            *("FAIL", "expired: it was found too late to be sent without asking."),
        ),
        (
            {"state": State.SENDING, "consecutive_errors": 1, "last_error": "SMTPException"},
            *("WARN", "waits, because the mail server failed once (SMTPException)."),
        ),
        (
            {"state": State.SENDING, "consecutive_errors": 3, "last_error": "SMTPException"},
            *("FAIL", "waits, because the mail server failed 3 times in a row (SMTPException)."),
        ),
        # Resumed, cancelled: what was counted says nothing of it now.
        ({"state": State.CANCELLED, "consecutive_errors": 3}, None, None),
    ],
)
def test_mailing_that_waits(mailing, fields, level, fact):
    change(mailing, **fields)
    assert examine() == ({f"Mailing {mailing.pk}": (level, fact)} if level else {})


def test_untouched_mailing_and_confirmation_are_reported(mailing, site):
    long_ago = timezone.now() - timedelta(minutes=12)
    change(mailing, not_before=long_ago)
    rows.subscriber(site, status="pending", confirmation_due_at=long_ago)
    fact = "due, but no worker has touched it for 12 minutes."
    assert examine() == {
        f"Mailing {mailing.pk}": ("FAIL", fact),
        "Confirmation emails": ("FAIL", fact),
    }


@pytest.mark.parametrize(
    ("minutes", "faults", "level", "fact"),
    [
        (20, 0, "FAIL", "the first visitor has waited for 20 minutes."),
        (
            *(20, 2, "FAIL"),
            (
                "the first visitor has waited for 20 minutes, because the mail server failed "
                "2 times in a row (SMTPException)."
            ),
        ),
        (2, 1, "WARN", "wait, because the mail server failed once (SMTPException)."),
    ],
)
def test_confirmations_that_workers_cannot_send(site, minutes, faults, level, fact):
    now = timezone.now()
    times = {
        "requested_at": now - timedelta(minutes=minutes),
        "confirmation_due_at": now + timedelta(minutes=4),
    }
    rows.subscriber(site, status="pending", **times)
    for _ in range(faults):
        Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, "SMTPException")
    assert examine() == {"Confirmation emails": (level, fact)}


def test_imported_readers_wait_for_their_turn_to_be_asked(site):
    begun = import_rows.stored(site, b"email\nbo@mail.example")
    invited = {"invited_by": begun, "created_at": ago(days=2), "requested_at": ago(days=2)}
    reader = rows.subscriber(site, status="pending", confirmation_due_at=ago(days=2), **invited)
    assert examine() == {}

    # Their turn has come: they wait since then.
    reader.begin_waiting(ago(minutes=16))
    Subscriber.objects.update(
        confirmation_attempts=1, confirmation_due_at=timezone.now() + timedelta(minutes=4)
    )
    fact = "the first visitor has waited for 16 minutes."
    assert examine() == {"Confirmation emails": ("FAIL", fact)}


def test_reminder_is_not_late_because_its_reader_asked_days_ago(site):
    asked = {"created_at": ago(days=3), "requested_at": ago(days=3)}
    due = {"reminded_at": ago(minutes=2), "confirmation_due_at": ago(minutes=2)}
    rows.subscriber(site, status="pending", **asked, **due)
    assert examine() == {}


@pytest.mark.parametrize(
    ("created", "due", "faults", "level", "fact"),
    [
        (*(4, -4, 0), None, None),
        (*(12, -12, 0, "FAIL"), "due, but no worker has touched it for 12 minutes."),
        (*(20, 4, 0, "FAIL"), "the first reader has waited for 20 minutes."),
        (
            *(20, 4, 2, "FAIL"),
            (
                "the first reader has waited for 20 minutes, because the mail server failed "
                "2 times in a row (SMTPException)."
            ),
        ),
        (*(2, 4, 1, "WARN"), "wait, because the mail server failed once (SMTPException)."),
    ],
)
def test_emails_to_readers_that_wait(site, created, due, faults, level, fact):
    ReaderEmail.objects.create(
        subscriber=rows.subscriber(site),
        kind=ReaderEmail.Kind.LINK,
        created_at=ago(minutes=created),
        due_at=timezone.now() + timedelta(minutes=due),
    )
    for _ in range(faults):
        Heartbeat.record_unsent(Heartbeat.READER_EMAILS, "SMTPException")
    assert examine() == ({"Emails to readers": (level, fact)} if level else {})


def test_emails_to_readers_that_were_given_up(site):
    reader = rows.subscriber(site)
    for error in ("", "550"):
        reader.emails.create(kind="welcome").mark_settled(timezone.now(), error)
    fact = "1 email to one reader could not be sent in the last day."
    assert examine() == {"Emails to readers": ("WARN", fact)}


def test_unknown_deliveries_are_for_a_person_and_no_fault(finished):
    assert examine() == {"Unknown": ("WARN", "1 email may or may not have arrived.")}
