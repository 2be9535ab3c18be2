"""Workers that are real processes and may be killed at any time."""

import json
import signal
from dataclasses import dataclass

from tests.forked_processes import Fork, ForkServer
from tests.processes import CeleryWorkerProcess

LEASE = 0.3
# Leases and slices so short that much happens in a second: many claims, connections and sweeps.
QUICK = {"MAIL_LEASE": {"seconds": LEASE}, "MAIL_CLAIM_SIZE": 5, "MAIL_SESSION_SECONDS": 0.15}
KILLED = -signal.SIGKILL
# Arguments of a job; all others are settings.
ARGUMENTS = {"job", "kill_at", "touches", "rounds", "chunk", "database"}


class SilentWorker(CeleryWorkerProcess):
    """A Celery worker that answers no ping: on another Redis, or by another clock."""

    def _answers(self, name):
        return self.process.poll() is None and self.log.count("ready.") == self.starts


@dataclass
class WorkerPool:
    """Starts workers on the tests' database, with what else is in ``environ``."""

    fork_server: ForkServer
    environ: dict[str, str]

    def start(self, **arguments) -> Fork:
        """Start a worker, armed with ``kill_at`` and ``touches`` or not."""
        return self._start("work", **arguments)

    def start_importing(self) -> Fork:
        """Start a worker that works on imports."""
        return self._start("bring")

    def _start(self, function: str, **arguments) -> Fork:
        settings = QUICK | {n: value for n, value in arguments.items() if n not in ARGUMENTS}
        return self.fork_server.start(
            f"tests.chaos.jobs:{function}",
            environ=self.environ | {"THERAPY_SETTINGS": json.dumps(settings)},
            **{name: value for name, value in arguments.items() if name in ARGUMENTS},
        )

    def run(self, **arguments) -> int:
        return self.start(**arguments).wait()

    @property
    def log(self) -> str:
        return self.fork_server.log
