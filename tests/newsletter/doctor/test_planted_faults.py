"""Each fault that an operator may make, and what the doctor and the monitor say of it.

A real worker and a real Redis. What neither can know is in the table as well.
"""

import json
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.celery_app import app
from tests.mail_settings import locmem_settings
from tests.newsletter import rows, visitors
from tests.processes import CeleryWorkerProcess, purge_queues
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.doctor import disk_space, dns_client, task_queue
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.practice.models import PracticeSettings

HERE = socket.gethostname()
# Needs a name server and a web server, which have tests of their own.
NOT_ASKED = {"DNS", "One click at https://testserver"}
NOTHING_WRONG = (0, {}, {})
UNHEARD = ["wrong broker", "wrong queue", "dead worker", "no worker"]

SWEEP_OLD = "last ran 12 minutes ago: neither beat nor cron starts it."
SWEEP_UNTAKEN = "last ran 12 minutes ago, and no worker takes the tasks in its queue: 1 task."
NEVER = "has not run for a day, or never, and no worker takes the tasks in its queue: 1 task."
UNANSWERED = "no worker answers at this broker. Tasks in therapy_mail: {}."
LATELY = f"One was seen 1 minute ago on {HERE}"
CLOCK = {f"Clock of {HERE}": ("FAIL", "is 10 minutes ahead of the database's.")}
FULL = {"MAIL_STATE_DIR": ("FAIL", "cannot be written to (No space left on device).")}
UNFOUND = {
    "Networks of visitors": (
        "WARN",
        (
            "visitors come without the header that your settings name, or with too few entries in "
            "it. They all share one limit on sign-ups."
        ),
    )
}
OUTBOX = "django.core.mail.backends.locmem.EmailBackend"
NO_SERVER = {"Mail backend": ("FAIL", f"is {OUTBOX}, which sends nothing to a mail server.")}
SENDER = "No sender address. Set it under Settings → Practice."


def sweep_says(fact):
    return {"Sweep": ("FAIL", fact)}


def task_queue_says(fact):
    return {"Task queue": ("FAIL", fact)}


# By fault: with what `status --check` ends, what it says, and what the doctor says.
EXPECTED = {
    "none": NOTHING_WRONG,
    "no beat": (1, sweep_says(SWEEP_OLD), sweep_says(SWEEP_OLD)),
    # The workers' own beat rings at their broker, so that mail leaves; but a minute late.
    "wrong broker": (
        *(0, {}),
        task_queue_says(f"{UNANSWERED.format(1)} {LATELY}: cron, or a worker at another broker."),
    ),
    "wrong queue": (
        *(0, {}),
        task_queue_says(
            "no worker listens to elsewhere. They listen to celery, therapy_mail. "
            "Tasks in elsewhere: 1."
        ),
    ),
    "clock": (1, CLOCK, CLOCK),
    "full disk": (1, FULL, FULL),
    "wrong header": (0, UNFOUND, UNFOUND),
    "development settings": (1, NO_SERVER, NO_SERVER),
    "missing sender": (
        1,
        {"Practice testserver": ("FAIL", SENDER)},
        {"Practice testserver": ("FAIL", SENDER)},
    ),
    "dead worker": (
        *(1, sweep_says(SWEEP_UNTAKEN)),
        sweep_says(SWEEP_UNTAKEN)
        | task_queue_says(f"{UNANSWERED.format(2)} One was seen 12 minutes ago on {HERE}."),
    ),
    "no worker": (
        *(1, sweep_says(NEVER)),
        sweep_says(NEVER) | task_queue_says(UNANSWERED.format(2)),
    ),
}


@dataclass
class Host:
    """A site, and a hand that breaks one thing in it."""

    practice: PracticeSettings
    worker: CeleryWorkerProcess
    settings: Any
    state_folder: Path
    client: Client
    monkeypatch: pytest.MonkeyPatch

    def none(self):
        pass

    def no_beat(self):
        swept(minutes=12, seconds=1)

    def wrong_broker(self):
        other = f"{self.settings.REDIS_URL.rpartition('/')[0]}/9"
        self.monkeypatch.setattr(app.conf, "broker_url", other)

    def wrong_queue(self):
        self.set(MAIL_QUEUE="elsewhere")

    def clock(self):
        Heartbeat.objects.update(clock_offset=600)

    def full_disk(self):
        (self.state_folder / disk_space.PROBE).symlink_to("/dev/full")

    def wrong_header(self):
        self.set(CLIENT_ADDRESS_HEADER="HTTP_X_REAL_IP")
        form = visitors.filled_in(self.practice.site)
        self.client.post(visitors.SUBSCRIBE, form, REMOTE_ADDR="10.0.0.1")

    def development_settings(self):
        self.set(MAIL_ALLOW_DEVELOPMENT_BACKENDS=False)
        self.use(locmem_settings())

    def missing_sender(self):
        PracticeSettings.objects.update(sender_email="")

    def dead_worker(self):
        """Beat goes on ringing, so that a task waits."""
        self.worker.kill()
        purge_queues()
        swept(minutes=12, seconds=1)
        tasks.enqueue(tasks.sweep)

    def no_worker(self):
        self.dead_worker()
        Heartbeat.objects.all().delete()

    def set(self, **values):
        self.use({"WAGTAIL_THERAPY": self.settings.WAGTAIL_THERAPY | values})

    def use(self, values):
        for name, value in values.items():
            setattr(self.settings, name, value)

    @contextmanager
    def with_fault(self, name):
        """Plant a fault, and take it out again; but what is dead stays dead."""
        changed = ["WAGTAIL_THERAPY", *locmem_settings()]
        before = {name: getattr(self.settings, name) for name in changed}
        swept(seconds=61)
        with self.monkeypatch.context() as self.monkeypatch:
            # Who is there needs time to hear; who is not need not be waited for.
            self.monkeypatch.setattr(task_queue, "PATIENCE", 0.2 if name in UNHEARD else 30)
            getattr(self, name.replace(" ", "_"))()
            yield
        self.use(before)
        (self.state_folder / disk_space.PROBE).unlink(missing_ok=True)
        PracticeSettings.objects.update(sender_email=self.practice.sender_email)


@pytest.fixture
def host(practice, celery_worker_process, smtp_server, state_folder, settings, client, monkeypatch):
    """A site on which all is well."""
    rows.turn_tracking_off(practice.site, smtp_server.host)
    practice.site.port = 443
    practice.site.save()
    state_folder.mkdir()
    celery_worker_process.start()
    monkeypatch.setattr(dns_client, "is_installed", lambda: False)
    return Host(practice, celery_worker_process, settings, state_folder, client, monkeypatch)


def swept(**ago):
    Heartbeat.objects.all().delete()
    Heartbeat.record(Heartbeat.SWEEP)
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(**ago))


def code_and_json(capsys, *arguments):
    """Run the command; return with what it ended, and the JSON that it wrote."""
    try:
        call_command("therapy_mail", *arguments, "--json")
    except CommandError as error:
        return error.returncode, json.loads(capsys.readouterr().out)
    return 0, json.loads(capsys.readouterr().out)


def wrong(findings):
    return {
        one["about"]: (one["level"], one["fact"])
        for one in findings
        if one["level"] != "OK" and one["about"] not in NOT_ASKED
    }


def test_planted_faults_are_found(host, capsys):
    found = {}
    for fault in EXPECTED:
        with host.with_fault(fault):
            code, status = code_and_json(capsys, "status", "--check")
            _code, doctor = code_and_json(capsys, "doctor")
        found[fault] = (code, wrong(status["faults"] + status["warnings"]), wrong(doctor))

    assert found == EXPECTED
