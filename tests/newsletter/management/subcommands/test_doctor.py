import json
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from tests.newsletter.doctor.name_server import name_server
from wagtail_therapy.newsletter.doctor import dns_client, task_queue
from wagtail_therapy.newsletter.models import Heartbeat

ADDRESS = "developer@mail.example"


def doctor(capsys, *arguments):
    """Return the findings as a program gets them, whether or not something is wrong."""
    try:
        call_command("therapy_mail", "doctor", "--json", *map(str, arguments))
    except CommandError as error:
        assert str(error).endswith("to fix.")  # noqa: PT017 -- both ends are looked at
    return json.loads(capsys.readouterr().out)


def wrong(findings):
    return {one["about"]: one["fact"] for one in findings if one["level"] != "OK"}


@pytest.fixture(autouse=True)
def short_patience(monkeypatch):
    monkeypatch.setattr(task_queue, "PATIENCE", 0)
    monkeypatch.setattr(task_queue, "ANSWERS_WITHIN", 0.1)


@pytest.fixture
def secure_site(practice):
    practice.site.port = 443
    practice.site.save()
    return practice.site


def test_doctor_looks_at_everything(secure_site, smtp_server, capsys):
    Heartbeat.record("sweep")
    with name_server({("host.example", "TXT"): ["v=spf1 -all"]}) as server:
        findings = doctor(capsys, "--dns-server", server, "--selector", "one")
    assert {one["about"]: one["level"] for one in findings} == {
        "Page types": "OK",
        "Time zone": "OK",
        "Practice testserver": "OK",
        "Address https://testserver": "OK",
        # No such host is there.
        "One click at https://testserver": "WARN",
        "Sweep": "OK",
        "Workers": "OK",
        # No worker is there.
        "Task queue": "FAIL",
        "MAIL_STATE_DIR": "WARN",
        "Place of testserver": "OK",
        "Networks of visitors": "OK",
        f"Mail server 127.0.0.1:{smtp_server.port}": "OK",
        "Tracking": "WARN",
        "SPF of host.example": "OK",
        "DKIM key one._domainkey.host.example": "FAIL",
        "DMARC of host.example": "FAIL",
        "MX of host.example": "FAIL",
    }


def test_doctor_writes_a_line_for_each_finding(secure_site, smtp_server, capsys):
    with (
        name_server({("host.example", "MX"): ["10 mail.host.example."]}) as server,
        pytest.raises(CommandError, match=r"^4 to fix\.$"),
    ):
        call_command("therapy_mail", "doctor", "--dns-server", server)
    lines = capsys.readouterr().out.splitlines()
    assert "OK    MX of host.example: mail servers for bounces and replies: 1." in lines
    assert (
        "FAIL  Sweep: has not run for a day, or never: neither beat nor cron starts it. Start "
        "Celery's beat with BEAT_SCHEDULE, or let cron run: manage.py therapy_mail run"
    ) in lines


def test_doctor_without_dnspython_says_how_to_get_it(practice, smtp_server, capsys):
    with mock.patch.object(dns_client, "is_installed", return_value=False):
        assert wrong(doctor(capsys))["DNS"] == "not looked at."


def test_self_test_as_it_was_accepted_is_in_good_order(secure_site, smtp_server, capsys, tmp_path):
    [sent] = doctor(capsys, "--send-to", ADDRESS)
    assert (sent["level"], sent["about"], sent["fact"]) == (
        "OK",
        "Self-test to d•••@•••",
        "accepted.",
    )
    source = tmp_path / "source.eml"
    source.write_bytes(smtp_server.messages()[0].content)
    # What only the way to a mailbox adds.
    assert wrong(doctor(capsys, "--source", source)) == {
        "DKIM": "signed by no one, not by host.example.",
        "Return-Path": "none.",
        "Authentication-Results": "none.",
    }


def test_self_test_that_is_refused(secure_site, smtp_server, capsys):
    smtp_server.rules(refuse_recipients={ADDRESS: "550 5.1.1 No such user"})
    [sent] = doctor(capsys, "--send-to", ADDRESS)
    assert (sent["level"], ADDRESS in str(sent)) == ("FAIL", False)
    assert sent["fact"] == "the mail server says that this address doesn't exist (RCPT 550)."


def test_self_test_of_a_practice_without_settings(site, smtp_server, capsys):
    [sent] = doctor(capsys, "--send-to", ADDRESS)
    assert sent["fact"] == "No sender address. Set it under Settings → Practice."


@pytest.mark.parametrize(
    "arguments",
    [
        ["--send-to", "no-address"],
        ["--send-to", ADDRESS, "--site", "unknown.example"],
        ["--source", "/nowhere/source.eml"],
    ],
)
def test_doctor_refuses_what_it_cannot_do(practice, smtp_server, capsys, arguments):
    with pytest.raises(CommandError):
        call_command("therapy_mail", "doctor", *arguments)
    assert smtp_server.messages() == []
