"""Looks a crisis line up on its own page. That asks another host, so only a person has it done."""

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

from .lines import Line

PATIENCE = 10
# For the whole of a page. The one above is for each time that its server says something.
WHOLE_PATIENCE = 30
MOST_BYTES = 2_000_000
# As pages write numbers: 116 123, 0800.111, (020) 7946-0000.
SEPARATOR = r"[\s().\-/\u2010-\u2015]{0,3}"


class Outcome(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    UNREACHABLE = "unreachable"


class LookUp(NamedTuple):
    line: Line
    outcome: Outcome
    # Those that the page doesn't have.
    numbers: list[str]


def look_up(lines: Iterable[Line]) -> list[LookUp]:
    """Look each line with a source up there; each page is asked for once."""
    asked = [line for line in lines if line.source]
    pages = {url: page_text(url) for url in dict.fromkeys(line.source for line in asked)}
    return [_look_up(line, pages[line.source]) for line in asked]


def page_text(url: str) -> str | None:
    """Return what a page says and links to, or None if it can't be had, or not in time."""
    content = _in_time(url)
    if content is None:
        return None
    html = content.decode("utf-8", "replace")
    # A number may be cut by tags, or be in a link only.
    return f"{unescape(html)}\n{BeautifulSoup(html, 'html.parser').get_text()}"


def _in_time(url: str) -> bytes | None:
    """Return the page, and wait for it no longer than WHOLE_PATIENCE, whatever its server does.

    A server may send its headers letter by letter, which no timeout of requests ends.
    """
    read: list[bytes] = []
    # A daemon: the command doesn't wait for it at its end.
    reader = Thread(target=_read, args=[url, monotonic() + WHOLE_PATIENCE, read], daemon=True)
    reader.start()
    reader.join(WHOLE_PATIENCE)
    return read[0] if read else None


def _read(url: str, deadline: float, read: list[bytes]) -> None:
    with (
        suppress(requests.RequestException),
        requests.get(url, timeout=PATIENCE, stream=True) as response,
    ):
        response.raise_for_status()
        read.append(_first_bytes(response, deadline))


def _first_bytes(response: requests.Response, deadline: float) -> bytes:
    content = b""
    for chunk in response.iter_content(8_192):
        content += chunk
        if len(content) > MOST_BYTES or monotonic() > deadline:
            break
    return content


def _look_up(line: Line, text: str | None) -> LookUp:
    if text is None:
        return LookUp(line, Outcome.UNREACHABLE, [])
    ways = [way for way in line.ways if way.number]
    missing = [way.number for way in ways if not shows(text, way.number, way.region)]
    return LookUp(line, Outcome.MISSING if missing else Outcome.FOUND, missing)


def shows(text: str, number: str, region: str = "") -> bool:
    """Return whether a text has the number, however it is written there."""
    return any(_pattern(digits).search(text) for digits in digit_forms(number, region))


def _pattern(digits: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){SEPARATOR.join(digits)}(?!\d)")
