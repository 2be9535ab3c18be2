"""Addresses of files, written in one way."""

from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from .failures import Failure, MediaError

SCHEMES = {"http": 80, "https": 443}
PHOTON = {"i0.wp.com", "i1.wp.com", "i2.wp.com", "i3.wp.com"}
# Of networks that fetch each file from the site itself, and keep its path.
COPYING_HOSTS = (
    ".b-cdn.net",
    ".cloudfront.net",
    ".kxcdn.com",
    ".netdna-cdn.com",
    ".netdna-ssl.com",
    ".stackpathcdn.com",
)
UPLOADS = "/wp-content/uploads/"
LONGEST = 2000
IN_PATH, IN_QUERY = "/!$&'()*+,;=:@-._~", "/!$&'()*+,;=:@-._~?%"


@dataclass(frozen=True)
class Parts:
    """``path`` is without escapes, ``port`` 0 if it is the usual one."""

    scheme: str
    host: str
    port: int
    path: str
    query: str

    def __str__(self) -> str:
        port = f":{self.port}" if self.port else ""
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{self.host}{port}{quote(self.path, safe=IN_PATH)}{query}"


def parts(address: str, base: str) -> Parts:
    """Take an address apart, completed by another. Photon’s copies lead to what they copy.

    Raises MediaError for what isn’t an address of the web, names a user, or climbs out of a folder.
    """
    if len(address) > LONGEST:
        raise MediaError(Failure.ADDRESS)
    try:
        split = urlsplit(urljoin(f"{base}/", address.strip()))
        port = split.port or 0
    except ValueError as error:
        raise MediaError(Failure.ADDRESS) from error
    host = (split.hostname or "").rstrip(".")
    if split.scheme not in SCHEMES or not host or "@" in split.netloc:
        raise MediaError(Failure.ADDRESS)
    path = _decoded(split.path)
    if host in PHOTON:
        return parts(f"{split.scheme}:/{quote(path, safe=IN_PATH)}", "")
    if ".." in path.split("/") or "\\" in path or "\0" in path:
        raise MediaError(Failure.ADDRESS)
    return _parts(split, host, port, path)


def _parts(split: SplitResult, host: str, port: int, path: str) -> Parts:
    shown = 0 if port == SCHEMES[split.scheme] else port
    query = quote(split.query, safe=IN_QUERY)
    written = f"[{host}]" if ":" in host else host
    return Parts(split.scheme, written, shown, path or "/", query)


def _decoded(path: str) -> str:
    # macOS writes ä as two characters.
    return normalize("NFC", unquote(path))


def bare_host(host: str) -> str:
    return host.removeprefix("www.")


def is_copy(host: str, path: str, own: str) -> bool:
    """Whether a host has copies of what the own host has under the same path."""
    beside = host.endswith(f".{bare_host(own)}") or host.endswith(COPYING_HOSTS)
    return bool(own) and beside and UPLOADS in path
