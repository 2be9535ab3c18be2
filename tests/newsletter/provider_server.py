"""A mail provider's HTTP API, played by a real server, so that connections can really fail."""

import json
import socket
import ssl
import struct
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs

import django
from botocore.config import Config

from tests.newsletter import backends

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

# Through Amazon's own client.
AMAZONS = {
    "amazon_ses": "anymail.backends.amazon_ses.EmailBackend",
    "django_ses": f"{backends.__name__}.{backends.DjangoSES.__name__}",
    "django_ses_v2": f"{backends.__name__}.{backends.DjangoSESv2.__name__}",
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
    is_form = (headers["Content-Type"] or "").startswith("application/x-www-form-urlencoded")
    return parse_qs(body.decode(), keep_blank_values=True) if is_form else json.loads(body)


def settings_for(name, url, patience: float = 20):
    """Return Django's settings that send through a backend of anymail to ``url``.

    ``patience`` is for how many seconds it waits for an answer.
    """
    if name in AMAZONS:
        return _settings_for_amazon(name, url, patience)
    keys = {f"{name.upper()}_{key}": value for key, value in BACKENDS[name].items()}
    backend = f"anymail.backends.{name}.EmailBackend"
    anymail = {f"{name.upper()}_API_URL": url, "REQUESTS_TIMEOUT": patience, **keys}
    return {"ANYMAIL": anymail, **mailer(backend)}


def _settings_for_amazon(name, url, patience):
    client = {
        "region_name": "eu-west-1",
        "aws_access_key_id": "k",
        "aws_secret_access_key": "s",
        "endpoint_url": url,
        "config": Config(read_timeout=patience),
    }
    return {
        "ANYMAIL": {"AMAZON_SES_CLIENT_PARAMS": client},
        "SES_URL": url,
        "SES_PATIENCE": patience,
        **mailer(AMAZONS[name]),
    }


def mailer(backend):
    """Return Django's settings of a backend without options."""
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": {"BACKEND": backend}}}
    return {"EMAIL_BACKEND": backend}


@contextmanager
def serve(scheme="http"):
    """Play a provider; by https it has a self-signed certificate."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.provider = Provider(f"{scheme}://127.0.0.1:{server.server_port}/")
    if scheme == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(Path(__file__).parent / "self_signed.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
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
        content = body.encode()
        headers = {"Content-Type": "application/json"} | (headers or {})
        for name, value in {**headers, "Content-Length": len(content)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Say nothing."""
