"""Where a stored link may lead, however it came into the database."""

import re
from typing import Any

SCHEMES = {"http", "https", "mailto", "sms", "tel"}
# What browsers leave out before they look for a scheme: https://url.spec.whatwg.org/#url-parsing
IGNORED = re.compile(r"[\x00-\x20]+")


def href(address: Any) -> str:
    """Return an address unchanged, or "" for one that runs something, such as ``javascript:``.

    Forms refuse these, but imports, APIs and fixtures don't use forms.
    """
    text = str(address or "")
    scheme, colon, _rest = IGNORED.sub("", text).partition(":")
    is_relative = not colon or bool(set(scheme) & set("/?#"))
    return text if is_relative or scheme.lower() in SCHEMES else ""


def has_host(address: Any) -> bool:
    """Return whether an address says on which host it is: it may be another one than ours."""
    scheme, slashes, _rest = str(address or "").strip().partition("//")
    return bool(slashes) and scheme.lower() in {"", "http:", "https:"}
