"""Looks up a crisis line on its own website. It asks another host, so only a person starts it."""

import re
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from html import unescape
from threading import Thread
from time import monotonic
from typing import NamedTuple

import requests
from bs4 import BeautifulSoup

from wagtail_therapy.practice.telephone import digit_forms

from .lines import CrisisLine

READ_TIMEOUT = 10
# For the whole page. READ_TIMEOUT is for each read.
PAGE_TIMEOUT = 30
MAX_BYTES = 2_000_000
# As pages write numbers: 116 123, 0800.111, (020) 7946-0000.
SEPARATOR = r"[\s().\-/\u2010-\u2015]{0,3}"


class Outcome(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    UNREACHABLE = "unreachable"


class LookupResult(NamedTuple):
    line: CrisisLine
    outcome: Outcome
    # The numbers that the page doesn't have.
    numbers: list[str]


def look_up(lines: Iterable[CrisisLine]) -> list[LookupResult]:
    """Look up each line that has a source there. Each page is requested once."""
    chosen = [line for line in lines if line.source]
    pages = {url: page_text(url) for url in dict.fromkeys(line.source for line in chosen)}
    return [_look_up(line, pages[line.source]) for line in chosen]


def page_text(url: str) -> str | None:
    """Return the text and HTML of a page, or None if it can't be loaded in time."""
    content = _in_time(url)
    if content is None:
        return None
    html = content.decode("utf-8", "replace")
    # Tags may split a number, or it may be only in a link.
    return f"{unescape(html)}\n{BeautifulSoup(html, 'html.parser').get_text()}"


def _in_time(url: str) -> bytes | None:
    """Return the page, or None after PAGE_TIMEOUT, whatever its server does.

    A server may send its headers byte by byte, which no timeout of requests stops.
    """
    read: list[bytes] = []
    # A daemon thread, because the command must not wait for it at its end.
    reader = Thread(target=_read, args=[url, monotonic() + PAGE_TIMEOUT, read], daemon=True)
    reader.start()
    reader.join(PAGE_TIMEOUT)
    return read[0] if read else None


def _read(url: str, deadline: float, read: list[bytes]) -> None:
    with (
        suppress(requests.RequestException),
        requests.get(url, timeout=READ_TIMEOUT, stream=True) as response,
    ):
        response.raise_for_status()
        read.append(_first_bytes(response, deadline))


def _first_bytes(response: requests.Response, deadline: float) -> bytes:
    content = b""
    for chunk in response.iter_content(8_192):
        content += chunk
        if len(content) > MAX_BYTES or monotonic() > deadline:
            break
    return content


def _look_up(line: CrisisLine, text: str | None) -> LookupResult:
    if text is None:
        return LookupResult(line, Outcome.UNREACHABLE, [])
    ways = [way for way in line.ways if way.number]
    missing = [way.number for way in ways if not has_number(text, way.number, way.region)]
    return LookupResult(line, Outcome.MISSING if missing else Outcome.FOUND, missing)


def has_number(text: str, number: str, region: str = "") -> bool:
    """Whether a text has the number, in any common notation."""
    return any(_pattern(digits).search(text) for digits in digit_forms(number, region))


def _pattern(digits: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){SEPARATOR.join(digits)}(?!\d)")
