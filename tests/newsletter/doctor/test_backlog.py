from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter.doctor import backlog
from wagtail_therapy.newsletter.models import Heartbeat, Mailing
from wagtail_therapy.newsletter.sending import progress

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")


def examine():
    waiting = progress.confirmations()
    return facts(backlog.examine(progress.current(), waiting, progress.unknown()))


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


def test_mailing_and_confirmation_that_nobody_touches(mailing, site):
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
        Heartbeat.record_unsent_confirmation("SMTPException")
    assert examine() == {"Confirmation emails": (level, fact)}


def test_unknown_deliveries_are_for_a_person_and_no_fault(finished):
    assert examine() == {"Unknown": ("WARN", "1 email may or may not have arrived.")}
