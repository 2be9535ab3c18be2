"""The processes of the demo. Each leads a process group of its own; all end together."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

GRACE_SECONDS = 10


@dataclass
class ChildProcess:
    name: str
    process: subprocess.Popen
    log: Path

    @property
    def is_dead(self) -> bool:
        return self.process.poll() is not None

    def exit_report(self, lines: int = 25) -> str:
        """Return how the process ended, with the end of its log."""
        tail = self.log.read_text(errors="replace").splitlines()[-lines:]
        return "\n".join(
            [
                f"{self.name} ended with code {self.process.returncode}. The end of {self.log}:",
                *(f"    {line}" for line in tail),
            ]
        )


class ChildProcesses:
    """Processes that start in order. The first serves the others, so it ends last."""

    def __init__(self, environment: dict[str, str], directory: Path):
        self.environment = environment
        self.directory = directory
        self.running: list[ChildProcess] = []
        self.watcher = start_watcher()

    def start(self, name: str, command: list[str], log: Path) -> ChildProcess:
        """Start a process that ends with ``end_all()`` or with this process."""
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=self.directory,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # So that Ctrl-C reaches only the parent, which then ends the others in order.
                process_group=0,
            )
        self.tell_watcher(str(process.pid))
        child = ChildProcess(name, process, log)
        self.running.append(child)
        return child

    def first_dead(self) -> ChildProcess | None:
        return next((child for child in self.running if child.is_dead), None)

    def end_all(self) -> None:
        """Terminate each process, and kill what is left of its group after a while."""
        end(self.running[1:])
        end(self.running[:1])
        self.running.clear()
        self.tell_watcher("ended")
        self.watcher.stdin.close()
        self.watcher.wait()

    def tell_watcher(self, line: str) -> None:
        self.watcher.stdin.write(f"{line}\n".encode())
        self.watcher.stdin.flush()


def end(children: list[ChildProcess]) -> None:
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def start_watcher() -> subprocess.Popen:
    watcher = Path(__file__).with_name("watcher.py")
    return subprocess.Popen(
        [sys.executable, "-I", str(watcher)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def wait_until(is_done, *, seconds: float, given_up) -> bool:
    """Wait until ``is_done()``; return False after ``seconds`` or when ``given_up()``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not given_up():
        if is_done():
            return True
        time.sleep(0.1)
    return False
