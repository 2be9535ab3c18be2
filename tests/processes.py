"""Real processes beside the tests: a mail server and a Celery worker."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tests.celery_app import app

if TYPE_CHECKING:
    from tests.forked_processes import Fork, ForkServer

ROOT = Path(__file__).parent.parent
QUEUES = ["celery", "therapy_mail"]


# Nothing takes so long on a machine that others use, too; after it, a wait fails.
PATIENCE = 300


def wait_until(condition, seconds: float = PATIENCE, every: float = 0.05):
    """Return what ``condition()`` returns once it is true; raise TimeoutError when time is up."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"still not true after {seconds} s")
        time.sleep(every)
    return result


@dataclass(frozen=True)
class AcceptedMessage:
    """One message that the mail server answered with 250, with its envelope."""

    mail_from: str
    rcpt_tos: list[str]
    content: bytes
    time: float

    @cached_property
    def parsed(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)


class SmtpServer:
    """A mail server in its own process; ``tests/smtp_server.py`` lists the rules it takes."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.host = "127.0.0.1"
        self.rules()
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "tests" / "smtp_server.py", folder], start_new_session=True
        )
        port = wait_until(lambda: self._file("port"))
        self.port = int(port)

    def _file(self, name: str) -> str:
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def rules(self, **rules) -> None:
        """From now on the server answers by these rules, and by no earlier ones."""
        new = self.folder / "rules.new"
        new.write_text(json.dumps(rules))
        new.rename(self.folder / "rules.json")

    def messages(self) -> list[AcceptedMessage]:
        """Return what was accepted since the last ``clear()``, in the order it came in."""
        # A line still being written has no newline yet.
        lines = self._file("messages.jsonl").split("\n")[:-1]
        return [self._message(json.loads(line)) for line in lines]

    @staticmethod
    def _message(row: dict) -> AcceptedMessage:
        return AcceptedMessage(**{**row, "content": row["content"].encode("latin-1")})

    def clear(self) -> None:
        os.truncate(self.folder / "messages.jsonl", 0)

    def recipients(self) -> list[str]:
        """Return the envelope recipients of all accepted messages, sorted, with repeats."""
        return sorted(to for message in self.messages() for to in message.rcpt_tos)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@dataclass
class CeleryWorkerProcess:
    """A Celery worker on the tests' Redis and database, which may be killed and started again."""

    fork_server: "ForkServer"
    folder: Path
    environ: dict[str, str] = field(default_factory=dict)
    process: "Fork | None" = None
    starts: int = 0

    def start(
        self,
        *,
        beat: bool = False,
        concurrency: int = 1,
        minutes_ahead: int = 0,
        **therapy_settings,
    ) -> None:
        """Start a worker; return when it takes tasks.

        With ``beat`` it also rings the scheduled tasks, every two seconds. Its clock may be some
        minutes ahead. ``therapy_settings`` override ``WAGTAIL_THERAPY`` there; write a timedelta as
        ``{"seconds": 2}``.
        """
        self.starts += 1
        name = f"worker{self.starts}@{os.getpid()}"
        self.log_path.touch()
        self.process = self.fork_server.start(
            "tests.fork_server:celery",
            environ=self.environ | {"THERAPY_SETTINGS": json.dumps(therapy_settings)},
            files=[os.devnull, self.log_path, self.log_path],
            arguments=self._arguments(name, concurrency) + self._beat() * beat,
            minutes_ahead=minutes_ahead,
        )
        wait_until(lambda: self._answers(name))

    @staticmethod
    def _arguments(name: str, concurrency: int) -> list[str]:
        worker = ["-A", "tests.celery_app", "worker", "-n", name]
        quick = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        queues = ["-Q", ",".join(QUEUES), "-c", str(concurrency)]
        return [*worker, *queues, "-l", "INFO", *quick]

    def _beat(self) -> list[str]:
        return ["-B", "-s", str(self.folder / f"beat{self.starts}")]

    def _answers(self, name: str) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the worker ended at once:\n{self.log}")
        return bool(app.control.ping(destination=[name], timeout=0.5))

    @property
    def log_path(self) -> Path:
        return self.folder / "celery.log"

    @property
    def log(self) -> str:
        return self.log_path.read_text()

    def kill(self) -> None:
        """End the worker and its children with SIGKILL, as a power cut would."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End the worker as a deploy would: it finishes the task it is in."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        # It leads a group: a kill must reach the children that Celery forks.
        os.killpg(self.process.pid, number)
        try:
            self.process.wait(timeout=PATIENCE)
        except TimeoutError:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def database_environ() -> dict[str, str]:
    """Return what points another process at the test database."""
    return {"DATABASE_NAME": str(connection.settings_dict["NAME"])}


def smtp_environ(server: SmtpServer) -> dict[str, str]:
    """Return what makes another process send its mail to ``server``."""
    return {"SMTP_SERVER": f"{server.host}:{server.port}"}


def purge_queues() -> None:
    """Drop the tasks that earlier tests left in Redis."""
    if urlsplit(settings.REDIS_URL).port == 1:
        return
    with app.connection_for_write() as broker, broker.channel() as channel:
        for queue in QUEUES:
            channel.queue_declare(queue)
            channel.queue_purge(queue)
