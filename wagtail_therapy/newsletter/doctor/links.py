"""Looks for what a provider put into a mail to follow its reader."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import urlsplit

from wagtail_therapy.content.text.html_parser import LinearHTMLParser

from .findings import Finding, fail, ok

TRACKING = "Turn off open and click tracking at your provider."
# Where HTML and CSS name something that is loaded or followed.
ADDRESSES = {"action", "background", "href", "poster", "src"}
IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
NARROW = re.compile(r"\b(?:width|height):[01](px)?(;|$)")
IN_TEXT = re.compile(r"https?://[^\s<>\"]+")


def examine(message: EmailMessage, hosts: set[str]) -> Iterator[Finding]:
    text, html = _content(message, "plain"), _content(message, "html")
    found = Addresses()
    found.read(html)
    followed = [url.rstrip(".,;:)") for url in IN_TEXT.findall(text)] + found.followed
    yield _foreign("Links", followed, hosts)
    yield _foreign("Images", found.loaded, hosts)
    yield _pixels(found.pixels)
    yield _campaigns(followed)


class Addresses(LinearHTMLParser):
    """Collects the URLs of an HTML mail, by what a mail program does with them."""

    def __init__(self) -> None:
        super().__init__()
        self.followed: list[str] = []
        self.loaded: list[str] = []
        self.pixels = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        urls = [value for name, value in named.items() if name in ADDRESSES]
        (self.followed if tag in ("a", "area", "form") else self.loaded).extend(urls)
        self.loaded += IN_CSS.findall(named.get("style", ""))
        if tag == "img" and _is_pixel(named):
            self.pixels += 1

    def handle_data(self, data: str) -> None:
        self.loaded += IN_CSS.findall(data)


def _is_pixel(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "")
    sides = (attributes.get("width"), attributes.get("height"))
    is_tiny = "0" in sides or "1" in sides or NARROW.search(style)
    return "display:none" in style or bool(is_tiny)


def _foreign(about: str, urls: list[str], hosts: set[str]) -> Finding:
    strangers = sorted({host(url) for url in urls if host(url)} - hosts)
    if strangers:
        return fail(about, f"lead to {', '.join(strangers)}.", TRACKING)
    return ok(about, "none leads away from the site.")


def _pixels(number: int) -> Finding:
    if number:
        return fail("Pixels", f"{number} images that nobody sees.", TRACKING)
    return ok("Pixels", "none.")


def _campaigns(urls: list[str]) -> Finding:
    if any("utm_" in urlsplit(url).query for url in urls):
        return fail("Campaigns", "links carry utm_ parameters.", "Turn them off at your provider.")
    return ok("Campaigns", "links are as they were.")


def host(url: str) -> str:
    """Return the host of a URL; "" for what leads to none, such as ``mailto:``."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return url[:40]


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body([kind])
    return part.get_content() if part else ""
