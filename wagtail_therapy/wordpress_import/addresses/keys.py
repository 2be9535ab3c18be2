"""Addresses of the old site, in one form whatever they were written like. Knows no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

SCHEMES = {"http", "https"}


@dataclass(frozen=True)
class Parts:
    """``path`` is as ``key()`` returns it."""

    path: str
    query: Mapping[str, str]
    fragment: str = ""


def key(path: str) -> str:
    """Return a path without escapes and without a slash at its end: "/" or "/blog/a-post"."""
    return "/" + unquote(path).strip("/")


def root_of(base_url: str) -> str:
    """Return the folder that the old site was in, such as "/blog", or ""."""
    return key(urlsplit(base_url).path).rstrip("/")


def parts_of(address: str, base_url: str) -> Parts | None:
    """Return the parts of an address of the old site, or None if it is of another one.

    With ``http`` or ``https``, with or without ``www.``, or relative to the old site.
    """
    try:
        whole = urlsplit(urljoin(f"{base_url}/", address.strip()))
        base = urlsplit(base_url)
        is_own = whole.scheme in SCHEMES and host(whole) == host(base)
    except ValueError:
        return None
    path = key(whole.path)
    if not is_own or not is_below(path, root_of(base_url)):
        return None
    return Parts(path, dict(parse_qsl(whole.query)), whole.fragment)


def host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def is_below(path: str, folder: str) -> bool:
    return path == (folder or "/") or path.startswith(f"{folder}/")


def is_number(text: str) -> bool:
    """Return whether a text is made of the digits 0 to 9: Python knows more of them."""
    return text.isascii() and text.isdecimal()


def segments(path: str) -> list[str]:
    return [one for one in path.split("/") if one]
