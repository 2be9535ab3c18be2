import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.mail_settings import smtp_settings
from tests.newsletter import rows
from wagtail_therapy import __version__
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Heartbeat, Mailing
from wagtail_therapy.newsletter.sending import mailings

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock", "at_work")
# What follows the mailings.
WORKERS = [
    "Confirmation emails waiting: none",
    "Emails to readers waiting: none",
    "Sweep: 30 seconds ago",
    f"Workers on a: 2 at work, version {__version__}, seen 3 seconds ago",
    "Tasks in therapy_mail: 0",
]


@pytest.fixture
def at_work(practice, monkeypatch, use_mail_settings):
    """A site on which all is well: neither its broker nor its mail server is asked."""
    use_mail_settings(smtp_settings("127.0.0.1", 1))
    monkeypatch.setattr(tasks, "broker_error", lambda: "")
    monkeypatch.setattr(tasks, "queue_length", lambda: 0)
    beat("a:1", seconds=3)
    beat("a:2", task="sweep", seconds=30)


def beat(worker, mailing=None, per_second=0.0, *, task="mailing", **ago):
    Heartbeat.objects.create(
        worker=worker,
        task=task,
        beat_at=timezone.now() - timedelta(**ago),
        mailing=mailing,
        per_second=per_second,
        version=__version__,
    )


@pytest.fixture
def sending(mailing):
    """A mailing to a thousand readers that one worker is busy with."""
    results = {"sent": 500, "unknown": 1, "failed": 3, "skipped": 4}
    now = timezone.now()
    change(mailing, state=State.SENDING, total=1000, excluded=2, heartbeat_at=now, **results)
    Heartbeat.objects.filter(worker="a:1").update(mailing=mailing, per_second=12.34)
    return mailing


def change(mailing, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(**fields)
    mailing.refresh_from_db()


def status(capsys, *arguments):
    call_command("therapy_mail", "status", *arguments)
    return capsys.readouterr().out


def lines(capsys, *arguments):
    return [line.strip() for line in status(capsys, *arguments).splitlines()]


def test_status_of_nothing(capsys):
    assert lines(capsys, "--check") == WORKERS


def test_status_of_a_site_without_workers(capsys):
    """Without a mailing, too: whatever comes next would stay."""
    Heartbeat.objects.all().delete()
    with pytest.raises(CommandError, match=r"^1 to fix\.$") as failed:
        status(capsys, "--check")
    assert failed.value.returncode == 1
    capsys.readouterr()
    assert lines(capsys) == [
        "Confirmation emails waiting: none",
        "Emails to readers waiting: none",
        "Sweep: never",
        "Tasks in therapy_mail: 0",
        (
            "FAIL  Sweep: has not run for a day, or never: neither beat nor cron starts it. Start "
            "Celery's beat with BEAT_SCHEDULE, or let cron run: manage.py therapy_mail run"
        ),
    ]


def test_status_shows_sum_rate_and_time_left(sending, capsys):
    assert lines(capsys, "--check") == [
        f"Mailing {sending.pk} of testserver: sending",
        "1000 recipients = 500 sent + 1 unknown + 3 failed + 4 skipped + 492 left",
        "12.3 messages a second, about 40 seconds left",
        "2 left out: their addresses are not to be mailed",
        f"settle the unknown: manage.py therapy_mail resolve {sending.pk}",
        *WORKERS,
        (
            "WARN  Unknown: 1 email may or may not have arrived. Look in the mail server's log, "
            "then settle them: manage.py therapy_mail resolve"
        ),
    ]


def test_status_says_how_long_a_mailing_is_held(mailing, capsys):
    change(mailing, not_before=timezone.now() + timedelta(minutes=8, seconds=30))
    assert lines(capsys, "--check") == [
        f"Mailing {mailing.pk} of testserver: waiting, can be cancelled",
        "no recipients yet",
        "waits for another 8 minutes",
        *WORKERS,
    ]


def test_status_says_why_a_mailing_waits(mailing, capsys):
    wait = timezone.now() + timedelta(seconds=49)
    change(mailing, not_before=wait, consecutive_errors=2, last_error="TimeoutError")
    assert lines(capsys)[2] == (
        "waits for another 49 seconds: the mail server failed 2 times in a row (TimeoutError)"
    )


def test_status_says_why_confirmations_wait(site, capsys):
    rows.subscriber(site, status="pending", confirmation_due_at=timezone.now())
    Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, "TimeoutError")
    assert lines(capsys)[0] == (
        "Confirmation emails waiting: 1, because the mail server failed once (TimeoutError)"
    )


def test_check_says_why_a_mailing_is_paused(sending, capsys):
    mailings.pause(sending, "The mail server refuses the sender.")
    with pytest.raises(CommandError, match=r"^1 to fix\.$"):
        status(capsys, "--check")
    assert lines(capsys)[-2] == (
        f"FAIL  Mailing {sending.pk}: is paused. The mail server refuses the sender. Correct "
        f"that, then: manage.py therapy_mail resume {sending.pk}"
    )


def test_status_of_long_ago_is_shown_on_demand(sending, capsys):
    ended = timezone.now() - timedelta(days=3)
    change(sending, state=State.FINISHED, unknown=0, finished_at=ended)
    assert lines(capsys) == WORKERS
    assert lines(capsys, "--all")[0] == f"Mailing {sending.pk} of testserver: sent"


def test_status_as_json(sending, capsys):
    summary = json.loads(status(capsys, "--json"))
    assert [mailing["id"] for mailing in summary["mailings"]] == [sending.pk]
    assert (summary["ok"], summary["sweep_seconds"]) == (True, 30)


def test_status_is_english_whatever_the_site_speaks(sending, capsys, settings):
    settings.LANGUAGE_CODE = "de"
    assert lines(capsys)[0] == f"Mailing {sending.pk} of testserver: sending"


def test_status_names_no_post_and_no_reader(sending, site, capsys):
    rows.subscribers(site, 3)
    change(sending, subject="On endings")
    printed = status(capsys) + status(capsys, "--json")
    assert ("mail.example" in printed, "On endings" in printed) == (False, False)
