"""Requests a page of the site as a stranger would, without leaving this process."""

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
class Response:
    """A response of the site. A streamed one has no text."""

    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""


def get(site: Site, path: str) -> Response:
    """Return the site's response to a GET. Runs the host's middleware, and sends no signals."""
    handler = BaseHandler()
    handler.load_middleware()
    # The host's middleware may activate a language, which the caller must not get.
    with translation.override(translation.get_language()):
        response = handler.get_response(WSGIRequest(_wsgi_environ(site, path)))
    text = "" if response.streaming else response.content.decode(response.charset, "replace")
    # What ``close()`` does, but without its signal: a streamed file is open.
    for close in response._resource_closers:
        close()
    headers = {name.lower(): value for name, value in response.items()}
    return Response(urljoin(site.root_url, path), response.status_code, headers, text)


def _wsgi_environ(site: Site, path: str) -> dict[str, Any]:
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
    # Otherwise Django takes this for a request without TLS, and redirects.
    if root.scheme == "https" and conf.secure_proxy_header:
        name, value = conf.secure_proxy_header
        environ[name] = value
    return environ
