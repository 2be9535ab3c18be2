import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter import mailings
from wagtail_therapy.newsletter.models import Heartbeat, Mailing

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")
NO_CONFIRMATIONS = "Confirmation mails waiting: none"
NO_WORKERS = "Workers seen lately: 0, the newest never; sweep: never"


@pytest.fixture
def sending(mailing):
    """A mailing to a thousand readers that one worker is busy with."""
    results = {"sent": 500, "unknown": 1, "failed": 3, "skipped": 4}
    now = timezone.now()
    change(mailing, state=State.SENDING, total=1000, excluded=2, heartbeat_at=now, **results)
    Heartbeat.objects.create(
        worker="w", task="mailing", beat_at=now, mailing=mailing, per_second=12.34
    )
    return mailing


def change(mailing, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(**fields)
    mailing.refresh_from_db()


def status(capsys, *arguments):
    call_command("therapy_mail", "status", *arguments)
    return capsys.readouterr().out


def lines(capsys, *arguments):
    return [line.strip() for line in status(capsys, *arguments).splitlines()]


def test_status_of_nothing(site, capsys):
    assert lines(capsys, "--check") == [NO_CONFIRMATIONS, NO_WORKERS]


def test_status_shows_sum_rate_and_time_left(sending, capsys):
    assert lines(capsys) == [
        f"Mailing {sending.pk} of testserver: sending",
        "1000 recipients = 500 sent + 1 unknown + 3 failed + 4 skipped + 492 left",
        "12.3 messages a second, about 40 seconds left",
        "2 left out: their addresses are not to be mailed",
        f"settle the unknown: manage.py therapy_mail resolve {sending.pk}",
        NO_CONFIRMATIONS,
        "Workers seen lately: 1, the newest 0 seconds ago; sweep: never",
    ]


def test_status_says_how_long_a_mailing_is_held(mailing, capsys):
    change(mailing, not_before=timezone.now() + timedelta(minutes=8, seconds=30))
    assert lines(capsys, "--check")[:3] == [
        f"Mailing {mailing.pk} of testserver: waiting, can be cancelled",
        "no recipients written down",
        "waits for another 8 minutes",
    ]


def test_status_says_why_a_mailing_is_paused(sending, capsys):
    mailings.pause(sending, "The mail server refuses the sender.")
    assert "The mail server refuses the sender." in lines(capsys)


def test_status_asks_for_workers_when_nobody_works(sending, site, capsys):
    long_ago = timezone.now() - timedelta(minutes=12)
    change(sending, heartbeat_at=long_ago, not_before=long_ago)
    rows.subscriber(site, status="pending", confirmation_due_at=long_ago)
    said = lines(capsys)
    assert (
        "it is due and nothing has been done for 12 minutes: is a worker running?" in said,
        "it is due and none has been sent for 12 minutes: is a worker running?" in said,
    ) == (True, True)


@pytest.mark.parametrize("state", [State.PAUSED, State.FAILED, State.EXPIRED])
def test_check_fails_when_something_waits_for_a_person(sending, state, capsys):
    status(capsys, "--check")
    change(sending, state=state, finished_at=timezone.now())
    with pytest.raises(CommandError, match=r"^Something waits for a person\.$") as failed:
        status(capsys, "--check")
    assert failed.value.returncode == 1


def test_check_fails_when_confirmation_mails_wait(site, capsys):
    long_ago = timezone.now() - timedelta(minutes=12)
    rows.subscriber(site, status="pending", confirmation_due_at=long_ago)
    with pytest.raises(CommandError):
        status(capsys, "--check")


def test_status_of_long_ago_is_shown_on_demand(sending, capsys):
    change(sending, state=State.FINISHED, finished_at=timezone.now() - timedelta(days=3))
    assert len(lines(capsys)) == 2
    assert lines(capsys, "--all")[0] == f"Mailing {sending.pk} of testserver: sent"


def test_status_as_json(sending, capsys):
    summary = json.loads(status(capsys, "--json"))
    assert [mailing["id"] for mailing in summary["mailings"]] == [sending.pk]
    assert (summary["workers"]["seen_lately"], summary["needs_person"]) == (1, False)


def test_status_is_english_whatever_the_site_speaks(sending, capsys, settings):
    settings.LANGUAGE_CODE = "de"
    assert lines(capsys)[0] == f"Mailing {sending.pk} of testserver: sending"


def test_status_names_no_post_and_no_reader(sending, site, capsys):
    rows.subscribers(site, 3)
    change(sending, subject="On endings")
    said = status(capsys) + status(capsys, "--json")
    assert ("mail.example" in said, "On endings" in said) == (False, False)
