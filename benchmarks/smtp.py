"""A mail server that takes everything, and the fastest plain way to send to it."""

import multiprocessing
import os
import shutil
import smtplib
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from tests.real_parts import end, free_port, wait_for_port

HOST = "127.0.0.1"


class Letter(NamedTuple):
    """A message that needs no more work before it is sent."""

    sender: str
    recipient: str
    content: bytes


class Sink(NamedTuple):
    name: str
    port: int


@contextmanager
def sink():
    """Run Postfix's smtp-sink in a process of its own, or ours where there is none."""
    port = free_port()
    name, command = _command(port)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for_port(port, process)
        yield Sink(name, port)
    finally:
        end(process)


def _command(port):
    executable = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin")
    if executable is None:
        sink = Path(__file__).with_name("sink.py")
        return "benchmarks/sink.py", [sys.executable, sink, str(port)]
    # It asks root to name the user that it becomes.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    return "smtp-sink", [executable, *user, f"{HOST}:{port}", "100"]


def bare_loop(port, letters, seconds) -> float:
    """Send letters over one connection, again and again; return messages per second."""
    with smtplib.SMTP(HOST, port, local_hostname="localhost") as connection:
        connection.ehlo()
        start = time.perf_counter()
        for sent, letter in enumerate(cycle(letters), start=1):
            connection.sendmail(letter.sender, [letter.recipient], letter.content)
            if (elapsed := time.perf_counter() - start) >= seconds:
                return sent / elapsed
    raise ValueError("no letters")


def bare_loops(processes, port, letters, seconds) -> float:
    """Run several bare loops at once; return messages per second of all together."""
    # Forked children would share the database connection with us.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
        started = [pool.submit(bare_loop, port, letters, seconds) for _ in range(processes)]
        return sum(loop.result() for loop in started)
