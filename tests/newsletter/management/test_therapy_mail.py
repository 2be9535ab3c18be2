from datetime import timedelta
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.newsletter import rows, visitors
from tests.newsletter.clocks import ManualClock
from wagtail_therapy.newsletter.management.cron import CronRun
from wagtail_therapy.newsletter.management.subcommands import run as command
from wagtail_therapy.newsletter.models import Mailing, Subscriber


def run(capsys, *arguments):
    call_command("therapy_mail", "run", *arguments)
    return capsys.readouterr().out.strip()


def test_run_sends_all_that_is_due(mailing, site, mailoutbox, capsys):
    rows.subscribers(site, 2)
    visitors.ask(site)

    assert run(capsys) == "1 confirmations, 1 mailings worked on"
    assert sorted(message.to[0] for message in mailoutbox) == [
        "active-0@mail.example",
        "active-1@mail.example",
        "reader@mail.example",
    ]
    assert Mailing.objects.get().state == Mailing.State.FINISHED
    assert run(capsys) == "0 confirmations, 0 mailings worked on"


def test_run_sends_confirmations_first(mailing, site, mailoutbox, capsys):
    rows.subscribers(site, 1)
    visitors.ask(site)
    run(capsys)
    assert [message.to[0] for message in mailoutbox] == [
        "reader@mail.example",
        "active-0@mail.example",
    ]


@pytest.fixture
def clock(monkeypatch):
    """By the clock of the command a message takes about a twentieth of a second."""
    clock = ManualClock(look=0.01)
    monkeypatch.setattr(command, "CronRun", partial(CronRun, clock=clock))
    return clock


def test_run_goes_on_slice_by_slice(mailing, site, therapy, capsys, smtp_server, clock):
    therapy(MAIL_SESSION_SECONDS=0.1)
    rows.subscribers(site, 12)
    begun = clock.monotonic()
    run(capsys)
    assert len(smtp_server.recipients()) == 12
    assert clock.monotonic() - begun > 0.2


def test_run_ends_when_its_time_is_up(mailing, site, capsys, smtp_server, clock):
    rows.subscribers(site, 60)
    run(capsys, "--max-seconds=1")
    sent = len(smtp_server.recipients())
    assert 0 < sent < 60
    # What is left waits for the next.
    mailing.refresh_from_db()
    assert (mailing.state, mailing.left) == (Mailing.State.SENDING, 60 - sent)


def test_run_does_not_send_what_is_held(practice, make_post, mailoutbox, capsys):
    rows.subscribers(practice.site, 1)
    rows.publish(make_post())
    assert run(capsys) == "0 confirmations, 0 mailings worked on"
    assert mailoutbox == []


def test_run_deletes_readers_who_did_not_confirm(site, capsys):
    long_ago = timezone.now() - timedelta(days=8)
    rows.subscriber(site, status="pending", created_at=long_ago, requested_at=long_ago)
    run(capsys)
    assert Subscriber.objects.count() == 0


def test_run_prints_no_address_and_no_title(mailing, site, smtp_server, capsys):
    rows.subscribers(site, 2)
    smtp_server.rules(refuse_recipients={"active-0@mail.example": "550 5.1.1 No such user"})
    printed = run(capsys)
    assert ("mail.example" in printed, "On endings" in printed) == (False, False)


def test_command_knows_no_other_action():
    with pytest.raises(CommandError):
        call_command("therapy_mail", "destroy")
