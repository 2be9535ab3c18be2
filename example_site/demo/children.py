"""The processes of the demo, each leader of a group of its own, and their common end."""

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
class Child:
    name: str
    process: subprocess.Popen
    log: Path

    @property
    def is_dead(self) -> bool:
        return self.process.poll() is not None

    def obituary(self, lines: int = 25) -> str:
        """Say how the process ended and show the tail of its log."""
        tail = self.log.read_text(errors="replace").splitlines()[-lines:]
        return "\n".join(
            [
                f"{self.name} ended with code {self.process.returncode}. The end of {self.log}:",
                *(f"    {line}" for line in tail),
            ]
        )


class Children:
    """Started in order; the first serves the others, so it ends when they have ended."""

    def __init__(self, environment: dict[str, str], directory: Path):
        self.environment = environment
        self.directory = directory
        self.running: list[Child] = []
        self.watcher = start_watcher()

    def start(self, name: str, command: list[str], log: Path) -> Child:
        """Start a process that outlives neither ``end_all()`` nor this process."""
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=self.directory,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C reaches the parent only, which then ends the others in order.
                process_group=0,
            )
        self.tell_watcher(str(process.pid))
        child = Child(name, process, log)
        self.running.append(child)
        return child

    def first_dead(self) -> Child | None:
        return next((child for child in self.running if child.is_dead), None)

    def end_all(self) -> None:
        """Ask each process to end, and kill what of its group is left after a while."""
        end(self.running[1:])
        end(self.running[:1])
        self.running.clear()
        self.tell_watcher("ended")
        self.watcher.stdin.close()
        self.watcher.wait()

    def tell_watcher(self, line: str) -> None:
        self.watcher.stdin.write(f"{line}\n".encode())
        self.watcher.stdin.flush()


def end(children: list[Child]) -> None:
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
    """Ask ``is_done()`` until it says yes; False when ``given_up()`` does or time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not given_up():
        if is_done():
            return True
        time.sleep(0.1)
    return False
