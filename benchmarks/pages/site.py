"""The example site for the audits: as ``make demo`` runs it, but open to search engines."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 180
SETTINGS = "example_site.settings"


@contextlib.contextmanager
def running():
    """Give the address of a new example site, which is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="therapy-pages-") as folder, running_in(folder) as url:
        yield url


@contextlib.contextmanager
def running_in(folder):
    """Give the address of a new example site whose database and mails are in this folder."""
    port = _free_port()
    with _answering(_start(folder, port), port) as url:
        yield url


@contextlib.contextmanager
def prepared():
    """Give a folder with the data of a new example site, which is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="therapy-pages-") as folder:
        command = [sys.executable, "-m", "example_site.manage", "prepare_demo"]
        environment = os.environ | {"DEMO_DIR": folder, "DJANGO_SETTINGS_MODULE": SETTINGS}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        yield Path(folder)


@contextlib.contextmanager
def served(folder, environment):
    """Give the address of a web server over such a folder, without a worker and a mailbox."""
    port = _free_port()
    theirs = {"DEMO_DIR": str(folder), "PORT": str(port), **environment}
    command = [sys.executable, "-m", "gunicorn", "example_site.wsgi", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | theirs)
    with _answering(process, port) as url:
        yield url


@contextlib.contextmanager
def _answering(process, port):
    try:
        url = f"http://localhost:{port}"
        _wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait()


def visit(url: str) -> None:
    """Ask for a page and forget what it answers."""
    with contextlib.suppress(urllib.error.HTTPError):
        urllib.request.urlopen(url, timeout=60).close()


def _start(folder, port):
    theirs = {"DEMO_DIR": folder, "PORT": str(port), "DEMO_INDEXED": "1"}
    command = [sys.executable, "-m", "example_site.demo"]
    with (Path(folder) / "output.txt").open("w") as log:
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | theirs, stdout=log)


def _wait_for(url, process):
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The example site did not start: try `make demo`.")
        time.sleep(0.5)


def _answers(url):
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status == 200
    except OSError:
        return False


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
