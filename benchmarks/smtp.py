"""A mail server that accepts everything, and the fastest plain way to send to it."""

import os
import shutil
import smtplib
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import parallel
from benchmarks.timing import seconds_of
from tests.real_services import end, free_port, wait_for_port

HOST = "127.0.0.1"


class SampleMessage(NamedTuple):
    """A message that needs no more work before it is sent."""

    sender: str
    recipient: str
    content: bytes


class Sink(NamedTuple):
    name: str
    port: int


@contextmanager
def sink(*, is_plain=False):
    """Run Postfix's smtp-sink in a process of its own, or ours if it isn't installed.

    A plain one does not offer PIPELINING.
    """
    port = free_port()
    name, command = _command(port, is_plain)
    with _running(command, port):
        yield Sink(name, port)


@contextmanager
def distance_to(sink, round_trip):
    """Yield a port from which a round trip to the sink takes that many seconds."""
    port = free_port()
    arguments = [port, sink.port, round_trip / 2]
    with _running([sys.executable, _script("delay_proxy.py"), *map(str, arguments)], port):
        yield port


@contextmanager
def _running(command, port):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for_port(port, process)
        yield
    finally:
        end(process)


def _command(port, is_plain):
    executable = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin")
    if executable is None:
        plain = ["--plain"] if is_plain else []
        return "benchmarks/sink.py", [sys.executable, _script("sink.py"), str(port), *plain]
    # As root, it needs the name of a user to run as.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    plain = ["-p"] if is_plain else []
    return "smtp-sink", [executable, *user, *plain, f"{HOST}:{port}", "100"]


def _script(name) -> Path:
    return Path(__file__).with_name(name)


def round_trip(port, times=20) -> float:
    """Return how many seconds the server's answer to a command takes."""
    with smtplib.SMTP(HOST, port, local_hostname="localhost") as connection:
        return median(seconds_of(connection.noop) for _ in range(times))


def bare_loop(port, messages, seconds) -> float:
    """Send messages over one connection, again and again; return messages per second.

    To open the connection and to end it takes of that time.
    """
    sent = 0
    start = time.perf_counter()
    with smtplib.SMTP(HOST, port, local_hostname="localhost") as connection:
        for message in cycle(messages):
            connection.sendmail(message.sender, [message.recipient], message.content)
            sent += 1
            if time.perf_counter() - start >= seconds:
                break
    return sent / (time.perf_counter() - start)


def bare_loops(processes, port, messages, seconds) -> float:
    """Run several bare loops at once; return messages per second of all together."""
    return sum(parallel.run(processes, bare_loop, port, messages, seconds))
