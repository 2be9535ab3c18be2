"""Processes that start with Django loaded, and that tests may kill at any time."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT, database_environ, wait_until


class ForkServer:
    """Starts processes as forks of one that has everything loaded (``tests/fork_server.py``)."""

    def __init__(self, log_path: Path):
        self.log_path = log_path
        self.alive: dict[int, Fork] = {}
        settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        with log_path.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.fork_server"],
                cwd=ROOT,
                env=os.environ | database_environ() | settings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def start(self, work: str, *, environ=None, files=(), **arguments) -> "Fork":
        """Start ``package.module:function`` in a process of its own.

        ``files`` are the paths of its stdin, stdout and stderr.
        """
        process = {
            "work": work,
            "arguments": arguments,
            "environ": environ or {},
            "files": [str(path) for path in files],
        }
        fork = Fork(self, self.ask(start=process))
        self.alive[fork.pid] = fork
        return fork

    def ask(self, **question) -> int | None:
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the fork server ended:\n{self.log}")
        return json.loads(answer)

    @property
    def log(self) -> str:
        return self.log_path.read_text()

    def kill_all(self):
        for fork in list(self.alive.values()):
            fork.kill()

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        with self.process:
            pass


@dataclass
class Fork:
    """As much of ``subprocess.Popen`` as is needed."""

    fork_server: ForkServer
    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        return self._end("poll")

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended, once it has; raise TimeoutError when time is up before that."""
        if timeout is not None:
            wait_until(lambda: self.poll() is not None, seconds=timeout)
        return self._end("wait")

    def stop(self) -> None:
        """Suspend it until ``resume()``, like a virtual machine that is being moved."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> bool:
        """End it with SIGKILL; False if it had come to its own end before."""
        if self.returncode is None:
            # No other process can have its pid by now: the fork server has not waited for it.
            os.kill(self.pid, signal.SIGKILL)
        return self.wait() == -signal.SIGKILL

    def _end(self, question) -> int | None:
        if self.returncode is None:
            self.returncode = self.fork_server.ask(**{question: self.pid})
        if self.returncode is not None:
            self.fork_server.alive.pop(self.pid, None)
        return self.returncode
