"""Workers that are real processes and may be killed at any time."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT, database_environ

LEASE = 0.3
# Leases and slices so short that much happens in a second: many claims, connections and sweeps.
QUICK = {"MAIL_LEASE": {"seconds": LEASE}, "MAIL_CLAIM_SIZE": 5, "MAIL_SLICE_SECONDS": 0.15}
KILLED = -signal.SIGKILL


class Nursery:
    """Starts workers as forks of one process that has everything loaded."""

    def __init__(self, log_path: Path, environ: dict[str, str]):
        self.log_path = log_path
        self.alive: set[int] = set()
        with log_path.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.nursery"],
                cwd=ROOT,
                env=os.environ
                | database_environ()
                | environ
                | {
                    "THERAPY_SETTINGS": json.dumps(QUICK),
                    "DJANGO_SETTINGS_MODULE": "tests.settings",
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def start(self, **arguments) -> int:
        """Start a worker, armed with ``kill_at`` and ``touches`` or not; return its pid."""
        pid = self._ask(start=arguments)
        self.alive.add(pid)
        return pid

    def wait(self, pid: int) -> int:
        """Return how a worker ended, once it has."""
        self.alive.remove(pid)
        return self._ask(wait=pid)

    def kill(self, pid: int) -> bool:
        """Kill a worker; False if it had come to its own end before."""
        # Nobody else can have its pid by now: the nursery has not waited for it.
        os.kill(pid, signal.SIGKILL)
        return self.wait(pid) == KILLED

    def kill_all(self):
        for pid in list(self.alive):
            self.kill(pid)

    def run(self, **arguments) -> int:
        return self.wait(self.start(**arguments))

    def _ask(self, **question) -> int:
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the nursery ended:\n{self.log}")
        return json.loads(answer)

    @property
    def log(self) -> str:
        return self.log_path.read_text()

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        with self.process:
            pass
