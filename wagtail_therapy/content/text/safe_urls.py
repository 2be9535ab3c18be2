"""Checks of stored URLs when they are shown, because not all come from forms."""

import re
from typing import Any

SCHEMES = {"http", "https", "mailto", "sms", "tel"}
# Browsers ignore these when they look for a scheme: https://url.spec.whatwg.org/#url-parsing
IGNORED = re.compile(r"[\x00-\x20]+")


def href(address: Any) -> str:
    """Return a URL unchanged, or "" for one that runs code, such as ``javascript:``.

    Forms reject these, but imports, APIs and fixtures don't use forms.
    """
    text = str(address or "")
    scheme, colon, _rest = IGNORED.sub("", text).partition(":")
    is_relative = not colon or bool(set(scheme) & set("/?#"))
    return text if is_relative or scheme.lower() in SCHEMES else ""


def has_host(address: Any) -> bool:
    """Return whether a URL includes a host, which may be another than ours."""
    scheme, slashes, _rest = str(address or "").strip().partition("//")
    return bool(slashes) and scheme.lower() in {"", "http:", "https:"}
