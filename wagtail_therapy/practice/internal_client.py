"""Asks the site for a page as a stranger does, without leaving this process."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation
from wagtail.models import Site

from wagtail_therapy.conf import conf


@dataclass(frozen=True)
class Answer:
    """What came back; of a page that is streamed, no text."""

    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""


def visit(site: Site, path: str) -> Answer:
    """Return the site's answer to a GET. Runs the host's middleware, and sends no signals."""
    handler = BaseHandler()
    handler.load_middleware()
    # The host's middleware may activate a language, which is not to be the caller's.
    with translation.override(translation.get_language()):
        response = handler.get_response(WSGIRequest(_environ(site, path)))
    text = "" if response.streaming else response.content.decode(response.charset, "replace")
    # Of ``close()`` all but its signal: a file that is streamed is open.
    for close in response._resource_closers:
        close()
    headers = {name.lower(): value for name, value in response.items()}
    return Answer(urljoin(site.root_url, path), response.status_code, headers, text)


def _environ(site: Site, path: str) -> dict[str, Any]:
    root, parts = urlsplit(site.root_url), urlsplit(path)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": root.hostname,
        "SERVER_PORT": str(site.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": root.netloc,
        "HTTP_ACCEPT": "text/html",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": root.scheme,
    }
    # Else Django takes it for a request that came without TLS, and redirects.
    if root.scheme == "https" and conf.secure_proxy_header:
        name, value = conf.secure_proxy_header
        environ[name] = value
    return environ
