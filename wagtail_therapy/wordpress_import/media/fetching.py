"""Files of the old site, over HTTP: from its own hosts, within limits, and never from here."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import IO
from urllib.parse import urljoin

from . import addresses
from .connections import CheckedConnection
from .failures import Failure, MediaError
from .hosts import Hosts, public_addresses
from .temporary_files import copied, pieces

MOST_REDIRECTS = 5
# After so many in a row, a host isn't asked again in this run.
MOST_SILENCES = 3
REDIRECTED = {301, 302, 303, 307, 308}
HEADERS = {
    "User-Agent": "wagtail-therapy (import from WordPress)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True)
class Limits:
    """Bytes of one file and of all together; seconds of one file, and of one silence."""

    file_bytes: int = 200 * 1024 * 1024
    all_bytes: int = 10 * 1024 * 1024 * 1024
    seconds: float = 120
    idle_seconds: float = 15


class Fetcher:
    """Fetches files from the hosts that are allowed.

    ``connect_to`` returns the addresses that a host is reached at. What it returns is trusted: it
    is never part of the options that people choose.
    """

    is_local = False

    def __init__(
        self,
        hosts: Hosts,
        limits: Limits = Limits(),
        connect_to: Callable[[str, int], list[tuple[str, int]]] = public_addresses,
    ):
        self._hosts = hosts
        self._limits = limits
        self._connect_to = connect_to
        self._silences: Counter[str] = Counter()
        self._left = limits.all_bytes

    def refusal(self, address: str) -> Failure | None:
        """Return why a file won’t be asked for, or None. Sends nothing."""
        try:
            self._hosts.check(address)
        except MediaError as error:
            return error.failure
        return None

    def open(self, address: str) -> IO[bytes]:
        """Return a file to read, and to close. Raises MediaError. Each redirect is checked."""
        end = monotonic() + self._limits.seconds
        for _redirect in range(MOST_REDIRECTS + 1):
            parts = self._hosts.check(address)
            with self._connection(parts, end - monotonic()) as connection:
                answer = _asked(connection, parts)
                self._silences[parts.host] = 0
                if answer.status not in REDIRECTED:
                    return self._received(answer, connection)
                address = urljoin(str(parts), answer.getheader("Location") or "")
        raise MediaError(Failure.REDIRECTS)

    @contextmanager
    def _connection(self, parts: addresses.Parts, seconds: float) -> Iterator[CheckedConnection]:
        """Yield a connection that isn’t open yet. What goes wrong with it becomes a MediaError."""
        if seconds <= 0:
            raise MediaError(Failure.TIMEOUT)
        if self._silences[parts.host] >= MOST_SILENCES:
            raise MediaError(Failure.UNREACHABLE)
        to = self._connect_to(parts.host, parts.port or addresses.SCHEMES[parts.scheme])
        is_secure, idle = parts.scheme == "https", min(seconds, self._limits.idle_seconds)
        connection = CheckedConnection(parts.host, to, tls=is_secure, idle=idle, seconds=seconds)
        try:
            yield connection
        except (OSError, HTTPException, ValueError) as error:
            self._silences[parts.host] += 1
            is_late = connection.is_late or isinstance(error, TimeoutError)
            raise MediaError(Failure.TIMEOUT if is_late else Failure.UNREACHABLE) from error
        finally:
            connection.end()

    def _received(self, answer: HTTPResponse, connection: CheckedConnection) -> IO[bytes]:
        if answer.status in {404, 410}:
            raise MediaError(Failure.MISSING)
        if answer.status != 200:
            raise MediaError(Failure.STATUS, str(answer.status))
        expected = answer.length
        if expected is not None and expected > self._limits.file_bytes:
            raise MediaError(Failure.TOO_LARGE)
        file = copied(self._counted(answer, connection), self._limits.file_bytes)
        size = file.seek(0, 2)
        file.seek(0)
        if expected is not None and size != expected:
            file.close()
            raise MediaError(Failure.BROKEN_OFF)
        return file

    def _counted(self, answer: HTTPResponse, connection: CheckedConnection) -> Iterator[bytes]:
        for chunk in pieces(answer):
            self._left -= len(chunk)
            if self._left < 0:
                raise MediaError(Failure.TOTAL_SIZE)
            yield chunk
        # A connection that we broke off looks like the end of a file.
        if connection.is_late:
            raise MediaError(Failure.TIMEOUT)


def _asked(connection: CheckedConnection, parts: addresses.Parts) -> HTTPResponse:
    written = str(parts)
    path = written[written.index("/", len(parts.scheme) + 3) :]
    port = f":{parts.port}" if parts.port else ""
    host = parts.host.encode("idna").decode() if not parts.host.isascii() else parts.host
    return connection.ask(path, {**HEADERS, "Host": f"{host}{port}"})
