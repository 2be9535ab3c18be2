"""What a practice runs on its hosts: Celery's workers, beat, cron's command, the web server."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.drill.celery_app import app
from tests.drill.network import command_on
from tests.drill.servers import ENVIRON
from tests.processes import ROOT, wait_until

CELERY = [sys.executable, "-m", "celery", "-A", "tests.drill.celery_app"]
WORKER = [*CELERY, "worker", "-Q", "celery,therapy_mail", "--prefetch-multiplier=1"]
CRON = [sys.executable, "-m", "django", "therapy_mail", "run", "--verbosity", "0"]


class Program:
    """A program on one of the hosts. It leads a group, so that a signal can reach its children."""

    def __init__(self, host: str, folder: Path, command: list, **environ: str):
        self.host, self.folder, self.command = host, folder, command
        self.environ = environ
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        # The hosts share a folder, as of a network file system.
        state = {"DRILL_STATE": str(self.folder / "state")}
        with (self.folder / f"{self.host}.log").open("a") as log:
            self.process = subprocess.Popen(
                command_on(self.host, self.command),
                cwd=ROOT,
                env=os.environ | ENVIRON | state | self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def end(self) -> None:
        """Tell it alone to end, as systemd does with KillMode=mixed, and wait until it has."""
        self.process.terminate()
        try:
            self.process.wait(90)
        except subprocess.TimeoutExpired:
            self.kill()


class Worker(Program):
    """Celery's worker on a host. Each of its processes has one connection to the mail server."""

    def __init__(self, host: str, folder: Path):
        super().__init__(host, folder, WORKER)

    def start(self, clock: float = 0, processes: int = 1) -> None:
        """Start it with a clock that is wrong by so many seconds."""
        self.environ["DRILL_CLOCK"] = str(clock)
        self.command = [*WORKER, "-c", str(processes)]
        super().start()

    def wait(self) -> None:
        """Return once it takes tasks."""
        wait_until(self._answers, seconds=90)

    def _answers(self) -> bool:
        # A connection of its own: Redis may have been restarted.
        with app.connection_for_write() as broker:
            name = f"celery@{self.host}"
            return bool(app.control.ping(destination=[name], timeout=0.5, connection=broker))

    def restart(self, clock: float = 0) -> None:
        self.end()
        self.start(clock)
        self.wait()


def beat(host: str, folder: Path) -> Program:
    return Program(host, folder, [*CELERY, "beat", "-s", folder / f"beat-{host}"])


def cron(host: str, folder: Path, **environ: str) -> Program:
    """Return the line of a crontab, once."""
    return Program(host, folder, CRON, **environ)
