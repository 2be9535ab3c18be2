"""A web server on this machine that is the old site, and misbehaves where its paths say so."""

import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "old.example"
BASE = f"http://{HOST}"


class OldSite(BaseHTTPRequestHandler):
    """Serves ``files`` by path, and redirects as ``redirects`` say. Keeps what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.headers["Host"], self.path))
        odd = getattr(self, self.path.strip("/").replace("-", "_"), None)
        if self.path in self.server.redirects:
            self.answer(301, Location=self.server.redirects[self.path])
        elif self.path in self.server.statuses:
            self.answer(self.server.statuses[self.path])
        elif odd:
            odd()
        else:
            body = self.server.files.get(self.path)
            self.answer(404 if body is None else 200, body or b"")

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def endless(self):
        """Say no length, and send without end."""
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        self.until_over(b"\xff" * 65536, pause=0)

    def slow_body(self):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        self.until_over(b"\xff", pause=0.02)

    def slow_headers(self):
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        self.until_over(b"a", pause=0.02)

    def silent(self):
        self.close_connection = True
        self.server.is_over.wait(20)

    def long(self):
        self.answer(200, b"", **{"Content-Length": str(10**9)})

    def broken_off(self):
        self.close_connection = True
        self.answer(200, b"abc", **{"Content-Length": "10"})

    def no_http(self):
        self.close_connection = True
        self.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    def chunked(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")

    def until_over(self, content, pause):
        with suppress(ConnectionError):
            while not self.server.is_over.wait(pause):
                self.wfile.write(content)
                self.wfile.flush()

    def log_message(self, *args):
        pass


class OldServer(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), OldSite)
        self.files, self.redirects, self.statuses, self.asked = {}, {}, {}, []
        self.is_over = threading.Event()

    @property
    def paths(self):
        return [path for _host, path in self.asked]

    def connect_to(self, _host, _port):
        """Lead each host here: what `Fetcher` takes, and no one can choose."""
        return [("127.0.0.1", self.server_port)]


@contextmanager
def running_server():
    with OldServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.is_over.set()
        server.shutdown()
        thread.join()
