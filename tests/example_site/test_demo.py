import fcntl
import re
import signal
import socket
import subprocess
import sys

import pytest

from tests.example_site.running import environ
from tests.processes import ROOT, wait_until

pytestmark = pytest.mark.slow


def test_demo_says_where_everything_is_and_ends_on_sigterm(demo):
    lines = [line.split() for line in demo.output.splitlines()]
    assert re.fullmatch(r"Willowmere .* is ready. That took \d+\.\d s\.", " ".join(lines[3]))
    assert lines[5] == ["Site", f"{demo.url}/"]
    assert lines[6][:5] == ["Admin", f"{demo.url}/admin/", "editor", "/", "editor-demo"]
    assert lines[8][:2] == ["Mailbox", f"{demo.url}/mailbox/"]

    demo.process.send_signal(signal.SIGTERM)
    assert demo.process.wait(timeout=60) == 0
    assert demo.survivors() == []


@pytest.mark.parametrize(("name", "program"), [("worker", "celery"), ("web", "gunicorn")])
def test_demo_ends_all_processes_when_one_dies(demo, name, program):
    demo.child(program).kill()
    assert demo.process.wait(timeout=60) == 1
    assert demo.survivors() == []
    log = demo.directory / "logs" / f"{name}.log"
    assert f"{name} ended with code -9. The end of {log}:" in demo.output.splitlines()


def test_demo_killed_leaves_no_process_behind(demo):
    demo.process.kill()
    wait_until(lambda: demo.survivors() == [], seconds=30)


def test_demo_on_a_taken_port_says_so(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run_in(tmp_path, PORT=str(port))
    assert (ended.returncode, ended.stdout.splitlines()) == (
        1,
        [
            f"Port {port} cannot be used (Address already in use).",
            f"Choose another: PORT={port + 1} make demo",
        ],
    )


def test_demo_in_the_folder_of_another_says_so(tmp_path):
    with (tmp_path / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended = run_in(tmp_path, PORT="1")
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (
        1,
        f"A demo already runs in {tmp_path}.",
    )


def run_in(directory, **values):
    return subprocess.run(
        [sys.executable, "-m", "example_site.demo"],
        cwd=ROOT,
        env=environ(directory, **values),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        timeout=60,
    )
