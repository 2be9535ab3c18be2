"""No command prints an address, whatever is typed; but ``export``, whose purpose it is."""

import shlex

import pytest
from django.core.management import CommandError, call_command

from tests.newsletter import rows, visitors
from wagtail_therapy.newsletter.management.commands.therapy_mail import SUBCOMMANDS
from wagtail_therapy.newsletter.models import SendingPlace

ADDRESS = "secret-reader@mail.example"

LINES = [
    "run",
    "run --json",
    "run ADDRESS",
    "run --max-seconds ADDRESS",
    "status",
    "status --all --json",
    "status ADDRESS",
    "resolve",
    "resolve --json",
    "resolve MAILING",
    "resolve MAILING --json",
    "resolve ADDRESS",
    "retry ADDRESS",
    "retry MAILING --yes",
    "pause ADDRESS",
    "pause MAILING",
    "resume ADDRESS",
    "resume MAILING",
    "cancel ADDRESS",
    "cancel MAILING",
    "reader ADDRESS",
    "doctor --send-to ADDRESS",
    "doctor --send-to @ADDRESS",
    "doctor ADDRESS",
    "adopt --why moved",
    "adopt --why moved ADDRESS",
    "adopt --list",
    "rehash",
    "rehash ADDRESS",
    "export @ADDRESS",
    "export ADDRESS ADDRESS",
    "forget ADDRESS",
    "forget ADDRESS --never-again",
    "forget @ADDRESS",
    "forget ADDRESS ADDRESS",
    "suppress ADDRESS --because asked",
    "suppress ADDRESS --because ADDRESS",
    "suppress @ADDRESS --because asked",
    "suppress ADDRESS",
    "lift ADDRESS --because mistake",
    "lift @ADDRESS --because mistake",
    "lift ADDRESS --because ADDRESS",
    "ADDRESS",
]


@pytest.fixture
def unknown(mailing, site, smtp_server):
    """A mailing whose only recipient is unknown."""
    rows.subscriber(site, ADDRESS)
    smtp_server.rules(drop="after_dot")
    call_command("therapy_mail", "run", "--verbosity", "0")
    mailing.refresh_from_db()
    assert mailing.unknown == 1
    visitors.ask(site, f"other-{ADDRESS}")
    SendingPlace.objects.update(why=f"Moved, says {ADDRESS}", adopted_as=ADDRESS)
    return mailing


def output(capsys, line):
    try:
        call_command("therapy_mail", *shlex.split(line))
    except (CommandError, SystemExit) as error:
        return f"{error}{capsys.readouterr()}"
    return str(capsys.readouterr())


@pytest.mark.parametrize("line", LINES)
def test_command_prints_no_address(unknown, capsys, line):
    typed = line.replace("ADDRESS", ADDRESS).replace("MAILING", str(unknown.pk))
    assert "secret-reader" not in output(capsys, typed)


def test_each_subcommand_is_among_these():
    assert {line.split()[0] for line in LINES} - {"ADDRESS"} >= set(SUBCOMMANDS)
