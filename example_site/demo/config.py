"""Where the demo runs: its folder, its port, and the environment of its processes."""

import fcntl
import os
import shutil
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

# A path longer than this does not fit into a socket's address: 108 bytes on Linux, 104 on macOS.
SOCKET_PATH_MAX = 100


class StartError(Exception):
    """The demo can't run here. The message says why, and what to do."""


@dataclass(frozen=True)
class DemoConfig:
    directory: Path
    port: int
    redis_socket: Path
    redis_url: str | None  # Your own Redis. If None, the demo starts one.

    @classmethod
    def from_environment(cls) -> "DemoConfig":
        """Read ``DEMO_DIR``, ``PORT`` and ``REDIS_URL``, and create the folders.

        :raises StartError: the port is not a number.
        """
        directory = Path(os.environ.get("DEMO_DIR") or REPOSITORY / "example_site/var").resolve()
        (directory / "logs").mkdir(parents=True, exist_ok=True)
        return cls(
            directory=directory,
            port=read_port(os.environ.get("PORT") or "8000"),
            redis_socket=short_socket_path(directory),
            redis_url=os.environ.get("REDIS_URL"),
        )

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def log(self, name: str) -> Path:
        return self.directory / "logs" / f"{name}.log"

    def environment(self) -> dict[str, str]:
        """Return the environment of every process of the demo."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "example_site.settings",
            "DEMO_DIR": str(self.directory),
            "PORT": str(self.port),
            "REDIS_URL": self.redis_url or f"redis+socket://{self.redis_socket}",
            "PYTHONUNBUFFERED": "1",
        }

    def clean_up(self) -> None:
        """Remove what the demo wrote outside its folder."""
        if self.redis_socket.parent != self.directory:
            shutil.rmtree(self.redis_socket.parent, ignore_errors=True)

    def lock(self):
        """Return a handle that locks this folder until it is closed.

        :raises StartError: another demo runs in the folder.
        """
        handle = (self.directory / "demo.lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(
                f"A demo is already running in {self.directory}.\n"
                "Stop it first, or give this one its own folder: DEMO_DIR=/some/folder make demo"
            ) from None
        return handle

    def check_port(self) -> None:
        """:raises StartError: another program listens on our port."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError as error:
                raise StartError(
                    f"Port {self.port} can't be used ({error.strerror}).\n"
                    f"Choose another: PORT={self.port + 1} make demo"
                ) from None


def read_port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise StartError(f"PORT must be a number from 1 to 65535, not {text!r}.")


def short_socket_path(directory: Path) -> Path:
    path = directory / "redis.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_MAX:
        return path
    return Path(tempfile.mkdtemp(prefix="willowmere-")) / "redis.sock"
