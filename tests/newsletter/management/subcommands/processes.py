"""``manage.py therapy_mail`` in a process of its own, as cron and people start it."""

import os
import pty
import subprocess
import sys
import termios
from dataclasses import dataclass

from tests.processes import ROOT, database_environ, smtp_environ

# Refused at once: what a site sees whose Redis was switched off for good.
NO_REDIS = {"REDIS_URL": "redis://127.0.0.1:1/0"}


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


def therapy_mail(smtp_server, *arguments) -> Ended:
    """Run it to its end, with neither Redis nor a terminal."""
    done = subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environ(smtp_server),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def therapy_mail_on_a_terminal(smtp_server, *arguments, answer="") -> str:
    """Run it to its end in a terminal; return what stands there then."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (25, 80))
    process = subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env=environ(smtp_server),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    shown = b"".join(iter(lambda: read(ours), b""))
    process.wait(timeout=60)
    os.close(ours)
    return shown.decode()


def start(smtp_server, *arguments) -> subprocess.Popen:
    return subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env=environ(smtp_server),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def command(*arguments) -> list[str]:
    # Since Django 6.1 the checks want django.contrib.postgres for Wagtail's index of the search.
    return [sys.executable, "-m", "django", "therapy_mail", *arguments, "--skip-checks"]


def environ(smtp_server) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    return os.environ | database_environ() | smtp_environ(smtp_server) | NO_REDIS | settings


def read(terminal) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:
        # What Linux says once the other end is closed.
        return b""
