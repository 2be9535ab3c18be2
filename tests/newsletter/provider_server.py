"""A mail provider's HTTP API, played by a real server, so that connections can really fail."""

import json
import socket
import struct
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs

import django

# What each backend of anymail asks for before it sends; the address of its API is ours.
BACKENDS = {
    "brevo": {"API_KEY": "k"},
    "mailersend": {"API_TOKEN": "k"},
    "mailgun": {"API_KEY": "k", "SENDER_DOMAIN": "host.example"},
    "mailjet": {"API_KEY": "k", "SECRET_KEY": "s"},
    "mailtrap": {"API_TOKEN": "k"},
    "mandrill": {"API_KEY": "k"},
    "postal": {"API_KEY": "k"},
    "postmark": {"SERVER_TOKEN": "k"},
    "resend": {"API_KEY": "k"},
    "scaleway": {"SECRET_KEY": "k", "PROJECT_ID": "p"},
    "sendgrid": {"API_KEY": "k"},
    "sparkpost": {"API_KEY": "k"},
    "unisender_go": {"API_KEY": "k"},
}


class Provider:
    """Answers every request as ``answer`` says, and keeps what was sent.

    An answer is a status, a body and perhaps headers, a function of the request that returns them,
    ``"reset"`` or ``"silence"``.
    """

    def __init__(self, url):
        self.url = url
        self.answer = (200, {})
        self.bodies = []
        self.headers = []
        self.is_over = Event()

    @property
    def messages(self):
        return [read(*posted) for posted in zip(self.headers, self.bodies, strict=True)]


def read(headers, body):
    """Return what a provider reads in a request: a form, as Mailgun's, or JSON."""
    is_form = headers["Content-Type"] == "application/x-www-form-urlencoded"
    return parse_qs(body.decode(), keep_blank_values=True) if is_form else json.loads(body)


def settings_for(name, url, patience: float = 20):
    """Return Django's settings that send through a backend of anymail to ``url``.

    ``patience`` is for how many seconds it waits for an answer.
    """
    keys = {f"{name.upper()}_{key}": value for key, value in BACKENDS[name].items()}
    backend = f"anymail.backends.{name}.EmailBackend"
    anymail = {f"{name.upper()}_API_URL": url, "REQUESTS_TIMEOUT": patience, **keys}
    if django.VERSION >= (6, 1):
        return {"ANYMAIL": anymail, "MAILERS": {"default": {"BACKEND": backend}}}
    return {"ANYMAIL": anymail, "EMAIL_BACKEND": backend}


@contextmanager
def serve():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.provider = Provider(f"http://127.0.0.1:{server.server_port}/")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.provider
    server.provider.is_over.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        provider = self.server.provider
        body = self.rfile.read(int(self.headers["Content-Length"]))
        provider.bodies.append(body)
        provider.headers.append(self.headers)
        answer = provider.answer
        match answer(read(self.headers, body)) if callable(answer) else answer:
            case "reset":
                self.reset()
            case "silence":
                provider.is_over.wait()
            case status, body, *headers:
                text = body if isinstance(body, str) else json.dumps(body)
                self.say(status, text, *headers)

    def reset(self):
        # An RST instead of a FIN, as from a machine that has lost its power.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def say(self, status, body, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        """Say nothing."""
