"""Words of a block that are kept elsewhere: in a custom field, or beside the use of a pattern."""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from . import markup
from .block_comments import Comment

FIELD, OVERRIDE, ALL = "core/post-meta", "core/pattern-overrides", "__default"
# Without quotes: what is in an attribute can't end the tag.
ELEMENT = re.compile(
    r"\A(\s*<[a-z][a-z0-9]{0,20}\b[^<>]*>)(.*)(</[a-z][a-z0-9]{0,20}>\s*)\Z", re.DOTALL
)
LINK = re.compile(r"<a\b[^<>]*>")
CAPTION = re.compile(r"<figcaption\b[^<>]*>")
ATTRIBUTES = {
    name: re.compile(rf'\s{name}="([^"<>]*)"') for name in ("href", "src", "alt", "title")
}
# In lists, the text of an item, with other lists after it.
TEXTS = ("content", "text", "value", "citation", "summary")


def values(one: Comment, overrides: Mapping[str, Any], meta: Mapping[str, str]) -> dict[str, Any]:
    """Return the values that a block takes from elsewhere. None: they aren't in the export."""
    metadata = one.attributes.get("metadata")
    if not isinstance(metadata, dict) or not isinstance(bound := metadata.get("bindings"), dict):
        return {}
    found: dict[str, Any] = {}
    for attribute, binding in bound.items():
        origin = binding.get("source") if isinstance(binding, dict) else None
        if origin == OVERRIDE:
            own = overrides.get(str(metadata.get("name")))
            found |= _overriding(attribute, own) if isinstance(own, dict) else {}
        elif origin == FIELD:
            found[attribute] = _field(binding, meta)
        elif attribute != ALL:
            found[attribute] = None
    return found


def _overriding(attribute: str, own: dict[str, Any]) -> dict[str, Any]:
    return own if attribute == ALL else {key: own[key] for key in own if key == attribute}


def _field(binding: dict[str, Any], meta: Mapping[str, str]) -> str | None:
    arguments = binding.get("args")
    key = arguments.get("key") if isinstance(arguments, dict) else None
    # WordPress doesn't show fields whose names begin so.
    return meta.get(key) if isinstance(key, str) and not key.startswith("_") else None


def applied(name: str, inner: str, values: Mapping[str, Any]) -> str:
    """Return the HTML of a block with these values in it."""
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    if name == "core/image":
        return _image(inner, texts)
    if name == "core/button":
        return _button(inner, texts)
    text = next((texts[key] for key in TEXTS if key in texts), None)
    element = ELEMENT.match(inner)
    if text is None:
        return inner
    return f"{element[1]}{text}{element[3]}" if element else f"<p>{text}</p>"


def _image(inner: str, texts: Mapping[str, str]) -> str:
    address = texts.get("url") or _attribute(inner, "src")
    below = texts.get("caption", _content(inner, CAPTION, "</figcaption>"))
    number = texts.get("id", "")
    known = int(number) if number.isdecimal() and len(number) < 12 else None
    return markup.image(address, texts.get("alt", _attribute(inner, "alt")), below, known)


def _button(inner: str, texts: Mapping[str, str]) -> str:
    address = texts.get("url") or _attribute(inner, "href")
    text = texts.get("text", _content(inner, LINK, "</a>"))
    return f'<p><a {markup.MARK}="{markup.BUTTON}" href="{escape(address)}">{text}</a></p>'


def _attribute(html: str, name: str) -> str:
    found = ATTRIBUTES[name].search(html)
    return unescape(found[1]) if found else ""


def _content(html: str, opening: re.Pattern[str], closing: str) -> str:
    start, end = opening.search(html), html.rfind(closing)
    return html[start.end() : end] if start and end > start.end() else ""
