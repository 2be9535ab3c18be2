"""Runs the example site from outside, as a person does: its code is never imported here."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil

from tests.processes import ROOT, wait_until

# What the tests' own database, Redis and settings are must not become the demo's.
OURS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT", "REDIS_URL"}


def environ(directory: Path, **values: str) -> dict[str, str]:
    theirs = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**theirs, "DEMO_DIR": str(directory), "HOLD_SECONDS": "20", **values}


def manage(directory: Path, *command: str) -> str:
    """Run a command of the example site's ``manage.py`` and return what it printed.

    Any warning is an error. Raises CalledProcessError.
    """
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "example_site.manage", *command],
        cwd=ROOT,
        env=environ(directory),
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    ).stdout


# What each command of a list says, and the code that its process would have ended with.
SEVERAL = """
import io, json
from contextlib import redirect_stdout
from django.core.management import CommandError, call_command

def code_of(command):
    try:
        call_command(*command)
    except CommandError as error:
        return error.returncode
    except SystemExit as end:
        return end.code
    return 0

told = []
for command in {commands!r}:
    with redirect_stdout(io.StringIO()) as said:
        code = code_of(command)
    told.append((code, said.getvalue()))
print(json.dumps(told))
"""


def manage_all(directory: Path, *commands: list[str]) -> list[tuple[int, str]]:
    """Run several commands in one process; return how each ended, and what it printed."""
    code = SEVERAL.format(commands=commands)
    results = json.loads(manage(directory, "shell", "--no-imports", "-c", code))
    return [(code, output) for code, output in results]


def shell(code: str) -> list[str]:
    """Return the command that runs this code."""
    return ["shell", "--no-imports", "-c", code]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RunningDemo:
    """``python -m example_site.demo`` on a free port, with its data in a folder of its own."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.output_path = directory / "output.txt"
        self.process = None
        self.worker_said_by_then = ""

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it; return when it says that it is ready."""
        with self.output_path.open("w") as output:
            self.process = psutil.Popen(
                [sys.executable, "-m", "example_site.demo"],
                cwd=ROOT,
                env=environ(self.directory, PORT=str(self.port)),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait_until(self._is_ready, seconds=300, every=0.2)
        self.worker_said_by_then = self.log("worker")
        self.family = self.process.children(recursive=True)

    def _is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the demo ended at once:\n{self.output}")
        return "is ready" in self.output

    @property
    def output(self) -> str:
        return self.output_path.read_text()

    def log(self, name: str) -> str:
        return (self.directory / "logs" / f"{name}.log").read_text()

    def child(self, *words: str) -> psutil.Process:
        """Return the child of the parent process whose command line has all these words."""
        return next(
            child for child in self.process.children() if set(words) <= set(child.cmdline())
        )

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=120) as answer:
            return answer.read().decode()

    def survivors(self) -> list[psutil.Process]:
        """Return those of its processes that still run."""
        return [one for one in self.family if one.is_running() and one.status() != "zombie"]

    def stop(self) -> None:
        if self.is_running:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=180)


def log_in(page, demo):
    """Let the browser into the admin as the editor of the demo."""
    page.goto(f"{demo.url}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("editor-demo")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
