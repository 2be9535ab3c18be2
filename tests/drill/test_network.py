import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

from tests.drill import network

needs_namespaces = pytest.mark.skipif(bool(network.missing()), reason=network.missing())

ECHO = """
import socket
with socket.create_server(("10.77.1.1", 5000)) as server:
    print("ready", flush=True)
    client, _address = server.accept()
    while data := client.recv(1):
        client.sendall(data)
"""
# Says whether each byte that it has to send comes back at once.
ASK = """
import socket, sys
with socket.create_connection(("10.77.1.1", 5000), timeout=5) as client:
    print(socket.gethostname(), flush=True)
    for line in sys.stdin:
        client.settimeout(float(line))
        client.sendall(b"x")
        try:
            print(client.recv(2).decode(), flush=True)
        except TimeoutError:
            print("silence", flush=True)
"""


def test_without_root_it_says_why_it_is_skipped(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    assert network.missing() == "only root may make network namespaces"


@pytest.fixture
def own_names(monkeypatch):
    monkeypatch.setenv("DRILL", f"test-{os.getpid()}")


@pytest.fixture
def hosts(own_names):
    with network.hosts():
        yield


def start(host, code):
    command = network.command_on(host, [sys.executable, "-c", code])
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def started(host, code):
    with start(host, code) as process:
        try:
            yield process
        finally:
            # Else a test that fails would wait for it.
            process.kill()


def ask(client, seconds):
    client.stdin.write(f"{seconds}\n")
    client.stdin.flush()
    return client.stdout.readline().strip()


@needs_namespaces
@pytest.mark.usefixtures("hosts")
def test_cut_is_silent_and_heals():
    with ExitStack() as processes:
        server = processes.enter_context(started("servers", ECHO))
        assert server.stdout.readline() == "ready\n"
        client = processes.enter_context(started("a", ASK))
        assert client.stdout.readline() == "a\n"
        before = ask(client, 30)
        network.cut("a", "database")
        during = ask(client, 0.3)
        network.heal("a", "database")
        after = ask(client, 30)

    # What was sent during the cut arrives as well.
    assert (before, during, after[:1]) == ("x", "silence", "x")


@needs_namespaces
@pytest.mark.usefixtures("own_names")
def test_nothing_is_left_of_the_hosts():
    with start_late() as running:
        assert running.wait(5) == -9


def start_late():
    with network.hosts():
        return start("b", "import time; time.sleep(60)")
