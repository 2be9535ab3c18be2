"""Looks for tracking that a provider has added to an email."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import urlsplit

from wagtail_therapy.content.text.html_parser import LinearHTMLParser

from .check_results import CheckResult, fail, ok

TRACKING = "Turn off open and click tracking at your provider."
# Attributes that name something to load or follow.
URL_ATTRIBUTES = {"action", "background", "href", "poster", "src"}
IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
NARROW = re.compile(r"\b(?:width|height):[01](px)?(;|$)")
IN_TEXT = re.compile(r"https?://[^\s<>\"]+")


def examine(message: EmailMessage, hosts: set[str]) -> Iterator[CheckResult]:
    text, html = _content(message, "plain"), _content(message, "html")
    found = CollectedURLs()
    found.read(html)
    followed = [url.rstrip(".,;:)") for url in IN_TEXT.findall(text)] + found.followed
    yield _foreign("Links", followed, hosts)
    yield _foreign("Images", found.loaded, hosts)
    yield _pixels(found.pixels)
    yield _campaigns(followed)


class CollectedURLs(LinearHTMLParser):
    """Collects the URLs of an HTML email, by whether they are followed or loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.followed: list[str] = []
        self.loaded: list[str] = []
        self.pixels = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        urls = [value for name, value in named.items() if name in URL_ATTRIBUTES]
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


def _foreign(about: str, urls: list[str], hosts: set[str]) -> CheckResult:
    strangers = sorted({host(url) for url in urls if host(url)} - hosts)
    if strangers:
        return fail(about, f"lead to {', '.join(strangers)}.", TRACKING)
    return ok(about, "none leads to another site.")


def _pixels(number: int) -> CheckResult:
    if number:
        return fail("Pixels", f"{number} invisible images.", TRACKING)
    return ok("Pixels", "none.")


def _campaigns(urls: list[str]) -> CheckResult:
    if any("utm_" in urlsplit(url).query for url in urls):
        return fail("Campaigns", "links carry utm_ parameters.", "Turn them off at your provider.")
    return ok("Campaigns", "links are unchanged.")


def host(url: str) -> str:
    """Return the host of a URL; "" for what leads to none, such as ``mailto:``."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return url[:40]


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body([kind])
    return part.get_content() if part else ""
