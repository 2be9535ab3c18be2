"""``manage.py therapy_mail`` in a process of its own, as cron and people start it."""

import json
import os
import pty
import select
import termios
from dataclasses import dataclass
from pathlib import Path

from tests.forked_processes import Fork, ForkServer
from tests.processes import PATIENCE, SmtpServer, smtp_environ

# Refused at once: what a site sees whose Redis was switched off for good.
NO_REDIS = {"REDIS_URL": "redis://127.0.0.1:1/0"}
END = b"\x04"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


@dataclass
class TherapyMail:
    """Starts the command with neither Redis nor a terminal, unless a test gives it one."""

    fork_server: ForkServer
    smtp_server: SmtpServer
    folder: Path

    def run(self, *arguments) -> Ended:
        """Run it to its end."""
        return self.end(self.start(*arguments))

    def start(self, *arguments, **therapy_settings) -> Fork:
        for path in self._output():
            path.write_text("")
        return self._fork([os.devnull, *self._output()], arguments, therapy_settings)

    def end(self, process: Fork) -> Ended:
        return Ended(process.wait(timeout=PATIENCE), *(path.read_text() for path in self._output()))

    def run_on_a_terminal(self, *arguments, answer="") -> str:
        """Run it to its end in a terminal; return what it has printed."""
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (25, 80))
        process = self._fork([os.ttyname(theirs)] * 3, arguments, {})
        os.write(ours, answer.encode())
        shown = b""
        while process.poll() is None:
            if select.select([ours], [], [], 0.05)[0]:
                shown += os.read(ours, 4096)
        # A terminal that is still open here has no end of its own.
        os.write(theirs, END)
        while not shown.endswith(END):
            shown += os.read(ours, 4096)
        os.close(theirs)
        os.close(ours)
        return shown.removesuffix(END).decode()

    def _output(self):
        return self.folder / "therapy_mail.out", self.folder / "therapy_mail.err"

    def _fork(self, files, arguments, therapy_settings) -> Fork:
        # Since Django 6.1 the checks want django.contrib.postgres for Wagtail's search.
        command = ["therapy_mail", *arguments, "--skip-checks"]
        settings = {"THERAPY_SETTINGS": json.dumps(therapy_settings)}
        return self.fork_server.start(
            "tests.fork_server:manage",
            environ=smtp_environ(self.smtp_server) | NO_REDIS | settings,
            files=files,
            arguments=command,
        )
