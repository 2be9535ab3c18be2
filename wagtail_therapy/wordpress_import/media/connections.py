"""HTTP connections to an address that was checked, for a limited time."""

import socket
import ssl
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPResponse
from threading import Timer


class CheckedConnection(HTTPConnection):
    """Connects to one of the addresses, never to what the name leads to by then.

    The certificate must be that of the name. A server that sends a byte now and then keeps no one
    waiting: after ``seconds`` the connection ends, in the middle of a header if need be.
    """

    def __init__(
        self, host: str, to: Sequence[tuple[str, int]], *, tls: bool, idle: float, seconds: float
    ):
        super().__init__(host.strip("[]"), timeout=idle)
        self._to = to
        self._tls = tls
        self._open: socket.socket | None = None
        self._answer: HTTPResponse | None = None
        self.is_late = False
        self._timer = Timer(seconds, self._break_off)
        self._timer.daemon = True
        self._timer.start()

    def connect(self) -> None:
        raw = self._connected()
        self._open = self.sock = raw
        if self.is_late:
            raise TimeoutError
        if self._tls:
            context = ssl.create_default_context()
            # Not within, so that the timer can break it off.
            secured = context.wrap_socket(
                raw, server_hostname=self.host, do_handshake_on_connect=False
            )
            self._open = self.sock = secured
            secured.do_handshake()

    def ask(self, path: str, headers: dict[str, str]) -> HTTPResponse:
        """Send a request for a file, and return the beginning of the answer."""
        self.request("GET", path, headers=headers)
        self._answer = self.getresponse()
        return self._answer

    def end(self) -> None:
        # `close` is called by http.client, when an answer has no length and goes on.
        self._timer.cancel()
        if self._answer is not None:
            self._answer.close()
        self.close()

    def _connected(self) -> socket.socket:
        failed: OSError = ConnectionError()
        for address in self._to:
            try:
                return socket.create_connection(address, timeout=self.timeout)
            except OSError as error:
                failed = error
        raise failed

    def _break_off(self) -> None:
        self.is_late = True
        if self._open is not None:
            try:
                socket.socket.shutdown(self._open, socket.SHUT_RDWR)
            except OSError:
                return
