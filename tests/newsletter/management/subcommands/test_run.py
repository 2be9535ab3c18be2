import json
import os
import signal

import pytest
from django.core.management import call_command

from tests.newsletter import rows, visitors
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import Mailing

State = Mailing.State


def test_run_writes_a_line_for_each_slice_into_a_log(ready_mailing, capsys):
    call_command("therapy_mail", "run")
    printed = capsys.readouterr()
    assert printed.out == "0 confirmations, 1 mailings worked on\n"
    assert printed.err == (
        f"Mailing {ready_mailing.pk}: sent, "
        "3 recipients = 3 sent + 0 unknown + 0 failed + 0 skipped + 0 left\n"
    )


def test_run_as_json(ready_mailing, site, capsys):
    visitors.ask(site)
    call_command("therapy_mail", "run", "--json")
    summary = json.loads(capsys.readouterr().out)
    [mailing] = summary.pop("mailings")
    assert summary == {"confirmations": 1, "emails_to_readers": 0}
    assert {name: mailing[name] for name in ("id", "state", "total", "sent", "left")} == {
        "id": ready_mailing.pk,
        "state": "finished",
        "total": 3,
        "sent": 3,
        "left": 0,
    }


def test_run_is_silent_when_asked(ready_mailing, smtp_server, capsys):
    # Django's options stand before or after the action.
    call_command("therapy_mail", "run", "--verbosity", "0")
    printed = capsys.readouterr()
    assert (printed.out, printed.err, len(smtp_server.messages())) == ("", "", 3)


@pytest.mark.django_db(transaction=True)
def test_run_draws_bars_on_a_terminal(ready_mailing, smtp_server, therapy_mail):
    smtp_server.rules(refuse_recipients={"active-1@mail.example": "550 5.1.1 No such user"})
    shown = therapy_mail.run_on_a_terminal("run")
    last = [line for line in shown.replace("\r", "\n").splitlines() if line][-2:]
    assert last[0].startswith(f"Mailing {ready_mailing.pk}: 100%|")
    assert ("3/3" in last[0], "1 failed" in last[0]) == (True, True)
    assert last[1] == "0 confirmations, 1 mailings worked on"
    assert "mail.example" not in shown


@pytest.mark.django_db(transaction=True)
def test_run_finishes_the_current_email_after_sigterm(mailing, site, smtp_server, therapy_mail):
    rows.subscribers(site, 100)
    smtp_server.rules(delay=0.1)
    run = therapy_mail.start("run", MAIL_SESSION_SECONDS=1)
    wait_until(smtp_server.messages)
    os.kill(run.pid, signal.SIGTERM)
    ended = therapy_mail.end(run)
    mailing.refresh_from_db()
    assert (ended.code, ended.out) == (0, "0 confirmations, 1 mailings worked on\n")
    assert (mailing.state, mailing.unknown) == (State.SENDING, 0)
    assert mailing.sent == len(smtp_server.messages()) > 0
